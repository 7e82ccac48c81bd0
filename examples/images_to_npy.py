"""A data set as arrays: images.npy (n x rows x columns x channels, bytes) and labels.npy, for --data images.npy,labels.npy.

Takes anything that gives (picture, label) pairs, such as a torchvision data set without a transform. Bytes stay bytes: no
normalization, no augmentation, and wulff then knows that the images lie on the grid of 1/255.
"""

import numpy as np


def to_npy(pairs, folder="."):
    images, labels = zip(*((np.asarray(picture, dtype=np.uint8), label) for picture, label in pairs))
    np.save(f"{folder}/images.npy", np.stack(images))
    np.save(f"{folder}/labels.npy", np.asarray(labels, dtype=np.int64))


if __name__ == "__main__":
    random = np.random.default_rng(0)
    to_npy((random.integers(0, 256, (32, 32, 3)), i % 10) for i in range(20))
