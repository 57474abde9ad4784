"""Exercises of chapter `choosing_an_activation`."""

from __future__ import annotations

from functools import cache

import numpy as np

from helpers import Network, circle_points, cross_entropy_with_logits, log_softmax, softmax
from lecture.exercise import exercise

SHARES = [  # of right answers, in per cent: five starts of a, five of b
    ([92, 91, 93, 91, 92], [78, 74, 84, 80, 79]),  # every start of a is better
    ([62, 60, 61, 63, 60], [91, 92, 90, 93, 91]),  # every start of b is better
    ([88, 91, 92, 90, 93], [87, 90, 91, 89, 92]),  # a is better start by start
    ([88, 93, 91, 90, 92], [91, 90, 87, 92, 89]),  # the same, in another order
    ([80, 81, 82, 83, 90], [79, 85, 86, 87, 88]),  # a has the better ends
    ([85, 80, 90, 88, 86], [70, 80, 75, 72, 78]),  # a tie of the worst and the best
    ([70, 72, 71, 75, 73], [75, 80, 77, 76, 79]),  # the same for b
    ([90, 90, 90, 90, 90], [90, 90, 90, 90, 90]),
    ([50, 92, 84, 90, 91], [83, 82, 81, 80, 82]),  # one start of a goes wrong
    ([50, 92, 90, 90, 91], [83, 84, 83, 85, 84]),
    ([70, 72, 71, 73, 90], [80, 82, 81, 80, 83]),  # one start of a is lucky
    ([84, 90, 90, 90, 90], [80, 80, 80, 80, 85]),
    ([70, 71, 85, 86, 87], [72, 73, 80, 95, 96]),  # a has the better median
    ([80, 84, 88, 82, 86], [84, 88, 92, 86, 90]),
]


def quartiles(a, b):
    (low_a, high_a), (low_b, high_b) = (np.quantile(shares, [0.25, 0.75]) for shares in (a, b))
    return int(low_a > high_b) - int(low_b > high_a)


@exercise(
    cases=[(np.array(a) / 100, np.array(b) / 100) for a, b in SHARES],
    right="the worst start of one against the best start of the other.",
)
def my_verdict(a, b):
    return int(np.min(a) > np.max(b)) - int(np.min(b) > np.max(a))


for measure, said in {
    np.mean: "this compares the means: a difference within the spread is none.",
    np.median: "this compares the medians: a difference within the spread is none.",
    np.max: "this compares the best starts: the others count as well.",
    np.min: "this compares the worst starts: the others count as well.",
}.items():
    my_verdict.wrong(said, lambda a, b, measure=measure: np.sign(measure(a) - measure(b)))
my_verdict.wrong("this leaves out the outer quarters: every start counts.", quartiles)
my_verdict.wrong(
    "this compares start by start: each of a must be better than each of b.",
    lambda a, b: int((a > b).all()) - int((b > a).all()),
)
my_verdict.wrong(
    "a tie is no better: with equal shares the race is open.",
    lambda a, b: int(a.min() >= b.max()) - int(b.min() >= a.max()),
)
my_verdict.wrong(
    "a tie is no better: with equal shares the race is open.",
    lambda a, b: 1 if a.min() >= b.max() else -int(b.min() >= a.max()),
)
my_verdict.wrong("b can win, too: then the answer is -1.", lambda a, b: int(a.min() > b.max()))
my_verdict.wrong(
    "the race can be open: then the answer is 0.", lambda a, b: 1 if a.min() > b.max() else -1
)


@exercise(
    cases=[
        (np.array([[2.0, 1.0, 0.1], [0.0, 3.0, -2.0], [1.0, 1.0, 4.0]]), np.array([0, 1, 0])),
        (np.array([[60.0, 0.0, 1.0, -1.0], [0.0, 3.0, -2.0, 0.5]]), np.array([1, 2])),
        (np.array([[799.0, 800.0, 801.0, 798.0], [0.0, 1.0, 2.0, 3.0]]), np.array([1, 3])),
    ],
    right="a row of logits is one photo, so the softmax runs along the rows.",
)
def my_loss(z, labels):
    p = softmax(z, axis=-1)
    rows = np.arange(len(labels))
    return -np.mean(np.log(p[rows, labels]))


def of_probabilities(probabilities, chosen=lambda p: p):
    """Make a loss from other probabilities, and from a function of the chosen ones."""

    def loss(z, labels):
        return -np.mean(np.log(chosen(probabilities(z)[np.arange(len(labels)), labels])))

    return loss


my_loss.wrong(
    "the bug is still there: what does each row of p sum to?",
    of_probabilities(lambda z: softmax(z, axis=0)),
)
my_loss.wrong(
    "now the softmax is taken twice: a helper that wants logits gets probabilities.",
    lambda z, labels: cross_entropy_with_logits(labels, softmax(z)),
)
my_loss.wrong(
    "this is the sum over the photos: take their mean.",
    lambda z, labels: len(labels) * cross_entropy_with_logits(labels, z),
)
my_loss.wrong(
    "this softmax runs over the whole table: one row is one photo.",
    of_probabilities(lambda z: softmax(z.ravel()).reshape(z.shape)),
)
my_loss.wrong(
    "the mean runs over the photos: divide by their number, not by that of all the logits.",
    lambda z, labels: cross_entropy_with_logits(labels, z) / z.shape[1],
)
my_loss.wrong(
    "this is the mean over all the classes: only the true class of a photo counts.",
    lambda z, labels: -np.mean(log_softmax(z)),
)
for floor in (1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, np.finfo(float).eps):
    for raised in (
        lambda p, floor=floor: p + floor,
        lambda p, floor=floor: np.clip(p, floor, 1 - floor),
    ):
        my_loss.wrong(
            "a small p counts in full: add nothing to it, and do not clip it.",
            of_probabilities(softmax, raised),
        )

RACE = (*circle_points(60, seed=2), *circle_points(83, seed=3))
OLD, NEW = circle_points(200, seed=0), circle_points(1000, seed=1)  # those of the chapter


@exercise(
    cases=[("tanh", *RACE), ("relu", *RACE)],
    right="five starts, new points, one median: now you can race any activation.",
)
def my_race(hidden, X, t, new_X, new_t):
    shares = []
    for seed in range(5):
        loss = "binary_cross_entropy"
        net = Network([2, 8, 1], hidden, "sigmoid", loss, seed, learning_rate=1, epochs=50)
        net.fit(X, t)
        shares.append(np.mean(net.predict(new_X) == new_t))
    return np.median(shares)


@cache
def trained(hidden, width=8, epochs=50, on_old=False):
    """Train the five networks of a race, once for all the mistakes."""
    X, t = OLD if on_old else RACE[:2]
    loss = "binary_cross_entropy"
    return [
        Network([2, width, 1], hidden, "sigmoid", loss, seed, learning_rate=1, epochs=epochs).fit(
            X, t
        )
        for seed in range(5)
    ]


def race(summary=np.median, judge=RACE[2:], **changes):
    """Make a race with one thing changed."""
    points, classes = judge
    return lambda hidden, *_: summary(
        [np.mean(net.predict(points) == classes) for net in trained(hidden, **changes)]
    )


my_race.wrong(
    "this judges by the points it was trained on: judge by new ones.", race(judge=RACE[:2])
)
my_race.wrong("this is the mean of the five starts: the median is asked for.", race(np.mean))
my_race.wrong("this is the best of the five starts: the median is asked for.", race(np.max))
my_race.wrong(
    "this is one start only: train with the seeds 0 to 4.", race(lambda shares: shares[0])
)
my_race.wrong("this is the share of the wrong answers.", race(lambda shares: 1 - np.median(shares)))
my_race.wrong(
    "this is a number of points: divide by how many there are.",
    race(lambda shares: 83 * np.median(shares)),
)
my_race.wrong(
    "this trains on the points of the chapter: use the arguments X and t.", race(on_old=True)
)
my_race.wrong(
    "this judges by the new points of the chapter: use the arguments new_X and new_t.",
    race(judge=NEW),
)
my_race.wrong("the 16 neurons are those of the chapter: here it is 8.", race(width=16))
my_race.wrong("the 300 epochs are those of the chapter: here it is 50.", race(epochs=300))
my_race.wrong(
    "this is the network of the chapter: here it is 8 neurons and 50 epochs.",
    race(width=16, epochs=300),
)
