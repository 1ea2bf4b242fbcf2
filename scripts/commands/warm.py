"""Runs scripts in forks of a process that has imported what they need: a run then takes as long as its training.

    python warm.py SOCKET MODULE…        the server, until its standard input ends
    python -S -E warm.py SOCKET SCRIPT ARGUMENT…      runs a script as `python SCRIPT ARGUMENT…` would

Only for grids of many runs: what a server has imported is the same for all.
"""
import array
import os
import socket
import sys


def serve(path, modules):
    import importlib
    import runpy
    import selectors
    import signal
    import struct
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError as error:
            print(f"not imported: {module}: {error}", file=sys.stderr)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    print("ready", flush=True)
    watched = selectors.DefaultSelector()
    watched.register(listener, selectors.EVENT_READ)
    watched.register(sys.stdin, selectors.EVENT_READ)
    while True:
        if any(key.fileobj is sys.stdin for key, _ in watched.select()):
            os._exit(0)
        caller, _ = listener.accept()
        if os.fork():
            caller.close()
            continue
        # A fork that waits for the run, and for its caller to be gone.
        listener.close()
        size = struct.unpack("<I", caller.recv(4, socket.MSG_WAITALL))[0]
        fds = array.array("i")
        byte, ancillary, _, _ = caller.recvmsg(1, socket.CMSG_SPACE(2 * fds.itemsize))
        fds.frombytes(ancillary[0][2])
        folder, script, *rest = caller.recv(size, socket.MSG_WAITALL).decode().split("\0\0")
        count = int(rest.pop(0))
        arguments, variables = rest[:count], rest[count:]
        run = os.fork()
        if run == 0:
            null = os.open(os.devnull, os.O_RDONLY)
            os.dup2(null, 0)
            os.dup2(fds[0], 1)
            os.dup2(fds[1], 2)
            os.chdir(folder)
            os.environ.clear()
            os.environ.update(v.split("=", 1) for v in variables)
            sys.stdout.reconfigure(line_buffering=True)
            sys.argv = [script, *arguments]
            sys.path.insert(0, os.path.dirname(os.path.abspath(script)))
            code = 0
            try:
                runpy.run_path(script, run_name="__main__")
            except SystemExit as end:
                code = end.code if isinstance(end.code, int) else int(end.code is not None)
            except BaseException as error:
                print(f"{type(error).__name__}: {error}", file=sys.stderr)
                code = 1
            sys.stdout.flush()
            os._exit(code)
        for fd in fds:
            os.close(fd)
        watch = selectors.DefaultSelector()
        watch.register(caller, selectors.EVENT_READ)
        end = os.pidfd_open(run)
        watch.register(end, selectors.EVENT_READ)
        if all(key.fileobj is caller for key, _ in watch.select()):
            os.kill(run, signal.SIGKILL)
        _, status = os.waitpid(run, 0)
        try:
            caller.sendall(bytes([os.waitstatus_to_exitcode(status) & 255]))
        except OSError:
            pass
        os._exit(0)


def call(path, script, arguments):
    # No module of this program's own: it begins at once.
    server = socket.socket(socket.AF_UNIX)
    server.connect(path)
    variables = [f"{k}={v}" for k, v in os.environ.items()]
    text = "\0\0".join([os.getcwd(), os.path.abspath(script), str(len(arguments)), *arguments, *variables]).encode()
    server.sendall(len(text).to_bytes(4, "little"))
    server.sendmsg([b"f"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [1, 2]))])
    server.sendall(text)
    code = server.recv(1)
    sys.exit(code[0] if code else 1)


if len(sys.argv) > 2 and os.path.exists(sys.argv[1]):
    call(sys.argv[1], sys.argv[2], sys.argv[3:])
serve(sys.argv[1], sys.argv[2:])
