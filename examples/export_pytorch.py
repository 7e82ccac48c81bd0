"""From a PyTorch checkpoint to an ONNX file that wulff certifies.

export(net, "model.onnx", shape=(3, 32, 32), mean=..., std=...) writes a model that takes images in [0, 1], where the noise is
added, and gives logits; beside it check.npz with 8 noisy inputs and PyTorch's logits, to compare with.
What to leave out of the network: noise in its forward pass, DataParallel (take net.module), a softmax at its end.
"""

import numpy as np
import torch


class Normalized(torch.nn.Module):
    """Normalization inside the model, after the noise: numbers of the file (buffers), not of the machine it was made on."""

    def __init__(self, net, mean, std):
        super().__init__()
        self.net = net
        self.register_buffer("mean", torch.tensor(mean).view(1, -1, 1, 1))
        self.register_buffer("std", torch.tensor(std).view(1, -1, 1, 1))

    def forward(self, x):
        return self.net((x - self.mean) / self.std)


def export(net, path, shape, mean=(0.0,), std=(1.0,)):
    model = Normalized(net, mean, std).cpu().eval()  # eval: no dropout, the averages of BatchNorm
    generator = torch.Generator().manual_seed(0)
    x = torch.rand((8, *shape), generator=generator) + 0.5 * torch.randn((8, *shape), generator=generator)
    with torch.no_grad():
        logits = model(x)
        if not torch.equal(logits, model(x)):
            raise SystemExit("The network answers the same images differently: is there noise or dropout in its forward pass?")
        if (logits - torch.cat([model(row[None]) for row in x])).abs().max() > 1e-4:
            raise SystemExit("An image's logits depend on the other images of its batch: is there a mean over the batch?")
    axes = {"images": {0: "n"}, "logits": {0: "n"}}
    torch.onnx.export(model, x, path, input_names=["images"], output_names=["logits"], dynamic_axes=axes, opset_version=13)
    np.savez(path.replace(".onnx", "") + "-check.npz", images=x.numpy(), logits=logits.numpy())


if __name__ == "__main__":
    torch.manual_seed(0)
    small = torch.nn.Sequential(  # your network and its checkpoint stand here: net.load_state_dict(torch.load("net.pt"))
        torch.nn.Conv2d(3, 8, 3, stride=4), torch.nn.BatchNorm2d(8), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(512, 10)
    )
    export(small, "model.onnx", (3, 32, 32), mean=(0.4914, 0.4822, 0.4465), std=(0.2470, 0.2435, 0.2616))
