import numpy as np
from scipy.special import expit, logit, softmax, xlog1py, xlogy

Z = np.linspace(-7, 7, 401)


def bce_live(p):
    """-t log p - (1 - t) log(1 - p), over p and over the logit, where its slope is p - t."""
    shows = {}
    for t in (0, 1):
        loss = -xlogy(t, p) - xlog1py(1 - t, -p)
        curve = np.logaddexp(0, -Z if t else Z)
        shows[f"_curve {t}"] = [(expit(Z), curve), (Z, curve)]
        shows[f"_target {t}"] = [([p], [loss]), ([logit(p)], [loss])]
        x = logit(p) + np.array([-1.5, 1.5])
        shows[f"_tangent {t}"] = (x, loss + (p - t) * (x - logit(p)))
    return shows


def cross_entropy_live(logit_0, logit_1, logit_2, true_class):
    p = softmax([logit_0, logit_1, logit_2])
    return {
        "_probability": ([0, 1, 2], p),
        "_loss": ([p[true_class]], [-np.log(p[true_class])]),
        "_gradient": ([0, 1, 2], p - np.eye(3)[true_class]),
    }


SHOWS = {"bce_live": bce_live, "cross_entropy_live": cross_entropy_live}
