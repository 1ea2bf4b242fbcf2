"""Prints golden values of the random streams, computed here from the published algorithms alone.

SplitMix64: Steele, Lea and Flood 2014. xoshiro256++: Blackman and Vigna 2019. Integers below a
bound: Lemire 2019. Shuffle: Fisher and Yates, from the last element down.
"""

MASK = (1 << 64) - 1


def splitmix64(state):
    """One step: the new state and the output."""
    state = (state + 0x9E3779B97F4A7C15) & MASK
    z = state
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return state, z ^ (z >> 31)


def rotate_left(value, count):
    return ((value << count) | (value >> (64 - count))) & MASK


def xoshiro256_plus_plus(s):
    """Yields outputs; the state `s` is a list of four words."""
    s = list(s)
    while True:
        yield (rotate_left((s[0] + s[3]) & MASK, 23) + s[0]) & MASK
        t = (s[1] << 17) & MASK
        s[2] ^= s[0]
        s[3] ^= s[1]
        s[1] ^= s[2]
        s[0] ^= s[3]
        s[2] ^= t
        s[3] = rotate_left(s[3], 45)


def stream(seed, purpose, index):
    """The stream of a seed, a purpose (its number) and an index."""
    _, word = splitmix64(seed)
    state = word ^ (purpose * 0x9E3779B97F4A7C15 & MASK)
    _, word = splitmix64(state)
    state = word ^ (index * 0xD1B54A32D192ED03 & MASK)
    words = []
    for _ in range(4):
        state, word = splitmix64(state)
        words.append(word)
    return xoshiro256_plus_plus(words)


def integer_below(bits, bound):
    product = next(bits) * bound
    while product & MASK < (1 << 64) % bound:
        product = next(bits) * bound
    return product >> 64


def main():
    # The author's test vector of xoshiro256++ (state 1, 2, 3, 4) and of SplitMix64 (seed 1234567).
    generator = xoshiro256_plus_plus([1, 2, 3, 4])
    assert [next(generator) for _ in range(3)] == [41943041, 58720359, 3588806011781223]
    assert splitmix64(1234567)[1] == 6457827717110365317

    print("first words: (seed, purpose, index)")
    for seed, purpose, index in [(0, 1, 0), (0, 2, 0), (0, 2, 1), (42, 3, 0), (MASK, 4, MASK)]:
        bits = stream(seed, purpose, index)
        print(f"  ({seed}, {purpose}, {index}):", ", ".join(f"0x{next(bits):016X}" for _ in range(4)))

    bits = stream(7, 2, 3)
    print("integers below 10:", [integer_below(bits, 10) for _ in range(16)])
    bits = stream(7, 2, 3)
    bound = (1 << 63) + 1  # almost half of the draws are rejected
    print("integers below 2^63 + 1:", [hex(integer_below(bits, bound)) for _ in range(4)])

    bits = stream(7, 1, 0)
    print("unit floats times 2^24:", [next(bits) >> 40 for _ in range(6)])

    bits = stream(7, 3, 0)
    values = list(range(12))
    for last in range(len(values) - 1, 0, -1):
        other = integer_below(bits, last + 1)
        values[last], values[other] = values[other], values[last]
    print("shuffle of 0 ..< 12:", values)


if __name__ == "__main__":
    main()
