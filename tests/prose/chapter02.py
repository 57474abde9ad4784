from scipy.optimize import brentq

from helpers import sigmoid_grad, tanh_grad

CLAIMS = [
    ("the largest slope is {:.0f} instead of {:.2f}", (tanh_grad(0.0), sigmoid_grad(0.0))),
    ("Beyond about $|x| = {:.1f}$", brentq(lambda x: tanh_grad(x) - sigmoid_grad(x), 1, 3)),
    ("the sigmoid's is {:.4f}, tanh's {:.4f}", (sigmoid_grad(-5.0), tanh_grad(-5.0))),
    ("four times as steep at 0", ()),
]
assert tanh_grad(0.0) == 4 * sigmoid_grad(0.0)
