import numpy as np

POINTS = [(0, 0), (0, 1), (1, 0), (1, 1)]
TARGETS = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "NAND": (1, 1, 1, 0), "XOR": (0, 1, 1, 0)}


def train(targets, rate, epochs=10):
    """Rosenblatt's rule on plain numbers: (b, w1, w2) after each epoch, and its mistakes."""
    b = w1 = w2 = 0.0
    weights, mistakes = [(b, w1, w2)], []
    for _ in range(epochs):
        mistakes.append(0)
        for (x1, x2), t in zip(POINTS, targets, strict=True):
            if (wrong := t - (b + (w1 * x1 + w2 * x2) > 0)) != 0:
                b, w1, w2 = b + rate * wrong, w1 + rate * wrong * x1, w2 + rate * wrong * x2
                mistakes[-1] += 1
        weights.append((b, w1, w2))
    return weights, mistakes


def xy(points):
    return [x for x, _ in points], [y for _, y in points]


def perceptron_live(gate, epoch, learning_rate):
    targets = TARGETS[gate]
    weights, mistakes = train(targets, learning_rate)
    b, w1, w2 = weights[epoch]
    pairs = list(zip(POINTS, targets, strict=True))
    shows = {
        "_mistakes": (range(1, 11), mistakes),
        "_now": ([epoch], [mistakes[epoch - 1] * (epoch > 0) + 0.3]),
        "_wrong": xy([p for p, t in pairs if (b + (w1 * p[0] + w2 * p[1]) > 0) != t]),
        "_target 0": xy([p for p, t in pairs if t == 0]),
        "_target 1": xy([p for p, t in pairs if t == 1]),
        "_boundary": ([], []),
    }
    if normal := complex(w1, w2):
        unit = normal / abs(normal)
        ends = -b * normal / abs(normal) ** 2 + np.array([-9j, 9j]) * unit
        corners = np.append(ends, ends[::-1] + 9 * unit)
        shows["_boundary"] = (ends.real, ends.imag)
        shows["_fires"] = (corners.real, corners.imag)
    return shows


SHOWS = {"perceptron_live": perceptron_live}
