#!/usr/bin/env python3
"""Puts a wheel together of the program, the Python module and the licences of all that is in them.

    wheel.py PROGRAM BUILD_FOLDER FOLDER

PROGRAM is linked with all but the C library in it, in BUILD_FOLDER; scripts/make-wheel builds it. The program is a
script of the wheel (as those of uv and ruff are), so pip puts it beside `python`. The glibc that the file's name tells
is the newest whose symbols the program asks for.
"""
import base64
import hashlib
import io
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import time
import zipfile

PROJECT = pathlib.Path(__file__).resolve().parents[2]
MODULE = PROJECT / "python/lrfind"
# What every Linux with glibc has; these alone may be missing from the wheel.
C_LIBRARY = re.compile(r"(lib(c|m|dl|rt|pthread)|ld-linux[-\w]*)\.so\.\d+")


def fail(message):
    print(message, file=sys.stderr)
    sys.exit(70)


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout


def needed_glibc(program):
    """The glibc whose symbols a program needs, such as (2, 36); ends where it needs other libraries."""
    needed = re.findall(r"\(NEEDED\).*\[(.*)\]", run("readelf", "--dynamic", "--wide", program))
    missing = [name for name in needed if not C_LIBRARY.fullmatch(name)]
    if missing:
        fail(f"{program} needs {', '.join(missing)}, which other systems may lack; is the static library installed?")
    symbols = run("readelf", "--version-info", "--wide", program)
    return max(tuple(map(int, version)) for version in re.findall(r"\bGLIBC_(\d+)\.(\d+)", symbols))


def package_licence(file):
    """The text that Debian's package of a file has about copyright, and the licences that it refers to."""
    if not shutil.which("dpkg"):
        fail(f"The licence of {file} is not known: only Debian's packages tell it")
    owner = run("dpkg", "-S", str(file.resolve())).split(":")[0]
    text = pathlib.Path(f"/usr/share/doc/{owner}/copyright").read_text()
    common = re.findall(r"/usr/share/common-licenses/([\w.-]*\w)", text)
    return text, {name: pathlib.Path("/usr/share/common-licenses", name).read_text() for name in common}


def licences(build):
    """The licences of all that the program is made of, by the names of their files."""
    target = json.loads(run("swiftc", "-print-target-info"))
    toolchain = pathlib.Path(target["paths"]["runtimeResourcePath"]).parents[1]
    texts = {"Swift": (toolchain / "share/swift/LICENSE.txt").read_text()}
    for own in PROJECT.glob("LICEN[CS]E*"):
        texts["lrfind"] = own.read_text()
    for checkout in sorted((build / "checkouts").iterdir()):
        texts[checkout.name.removesuffix(".swift")] = next(checkout.glob("LICEN[CS]E*")).read_text()
    # In Swift's Foundation and in Yams, and told by neither.
    for file in sorted((PROJECT / "scripts/packaging/licenses").iterdir()):
        texts[file.name] = file.read_text()
    for name, file in {
        "OpenBLAS": build / "archives/libopenblas.a", "SQLite": build / "archives/libsqlite3.a",
        "zlib": build / "archives/libz.a", "GCC": build / "archives/libstdc++.a",
        "libxlsxwriter": pathlib.Path("/usr/include/xlsxwriter.h"),
        "fast_float": pathlib.Path("/usr/include/fast_float/fast_float.h"),
    }.items():
        texts[name], common = package_licence(file)
        texts |= common
    return texts


def contents(program, build):
    """The files of the wheel: their names, bytes and whether they can be run; and the wheel's tag."""
    name, version = run(program, "--version").split()[:2]
    summary = json.loads(run(program, "--experimental-dump-help"))["command"]["abstract"]
    tag = "py3-none-manylinux_{}_{}_{}".format(*needed_glibc(program), platform.machine())
    info = f"{name}-{version}.dist-info"
    texts = licences(build)
    metadata = [
        "Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", f"Summary: {summary}", "Requires-Python: >=3.9",
        *(f"License-File: {file}" for file in sorted(texts)),
    ]
    wheel = ["Wheel-Version: 1.0", "Generator: lrfind", "Root-Is-Purelib: false", f"Tag: {tag}"]
    files = {f"lrfind/{file.name}": file.read_bytes() for file in MODULE.iterdir() if file.is_file()}
    files |= {f"{info}/licenses/{file}": text.encode() for file, text in texts.items()}
    files |= {
        f"{info}/{file}": "".join(f"{line}\n" for line in lines).encode()
        for file, lines in {"METADATA": metadata, "WHEEL": wheel}.items()
    }
    script = f"{name}-{version}.data/scripts/{name}"
    files[script] = pathlib.Path(program).read_bytes()
    record = f"{info}/RECORD"
    files[record] = "".join(
        [*(f"{file},{digest(data)},{len(data)}\n" for file, data in sorted(files.items())), f"{record},,\n"]).encode()
    # RECORD stands last, as the format recommends.
    order = sorted(files, key=lambda file: (file == record, file))
    return f"{name}-{version}-{tag}.whl", [(file, files[file], file == script) for file in order]


def digest(data):
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def build_time():
    """The time of all files: of the commit, unless SOURCE_DATE_EPOCH tells another; the archive's format begins in 1980."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or run("git", "-C", PROJECT, "log", "-1", "--format=%ct")
    return max((1980, 1, 1, 0, 0, 0), time.gmtime(int(seconds))[:6])


def archive(files):
    buffer = io.BytesIO()
    stamp = build_time()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as wheel:
        for name, data, is_program in files:
            entry = zipfile.ZipInfo(name, stamp)
            entry.create_system = 3  # Unix, which the permissions below are of
            entry.external_attr = (0o100755 if is_program else 0o100644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, data)
    return buffer.getvalue()


def main():
    program, build, folder = sys.argv[1:]
    name, files = contents(program, pathlib.Path(build))
    data = archive(files)
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # Whole or not at all.
    part = folder / f".{name}.part"
    part.write_bytes(data)
    part.replace(folder / name)
    print(f"{folder / name}  {len(data) / 1e6:.1f} MB")


main()
