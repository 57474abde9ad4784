import numpy as np

X = np.linspace(-20, 50, 281)


def neuron_live(weight, bias, corner):
    z = weight * X + bias
    kink = ([(corner - bias) / weight], [corner]) if weight else ([], [])
    return {
        "net input z": (X, z),
        "output h(z)": (X, np.where(z < corner, corner, z)),
        "corner of h": kink,
    }


def line_live(weight, bias):
    return {"_line": ([-3, 3], [bias - 3 * weight, bias + 3 * weight])}


SHOWS = {"neuron_live": neuron_live, "line_live": line_live}
