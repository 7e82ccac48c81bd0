/**
 * What every claim says, part by part, as digests: made by `npm run pin`, and read in reviews. `wulff check` holds certificates
 * to it. A line that changes is a part whose words, formulas, domains, tolerances, evidence or level have changed.
 */
export const PINNED = {
 "run": {
  "level": "quick",
  "seed": 1
 },
 "claims": {
  "G1": {
   "says": "005b3a51277e46e05856dc6ef97e7e18",
   "level": "instances",
   "parts": {
    "greedy": "eb55c3690e5f8286bb3f82d89e48cc68",
    "threshold": "7cb8e1baf1910aaa1f14c57ab4de40cc",
    "primal": "d307f8a2ad2b356c7672e159b504fad4",
    "dual": "c0afab7ecb2a47b3fc2316af09a64ae7",
    "monte-carlo": "a5b6fbccfc19e64210fe17c995048400",
    "shares": "c9b815008a796963a32973b6fa8b7fd2",
    "library-known-answers": "feccdc993aac51c39e18fa62f1a7592b",
    "library-mesh": "70aa3df53b6d247a3e92ce97af810d0a",
    "library-ends": "cf0a55f5881493b15df5bceef1df6ee1",
    "library-largest": "6f8c1bf99ddf85b61e9e57887f406330",
    "library-support-lines": "e7dfbef2a618454c1ce2ed29cbfe1255",
    "library-plane": "897ed8f1813d13d046394bb843bab2f2"
   },
   "mutants": {
    "narrower-enclosures": "07009072f09c71a2fb96e3c1c36e42d0",
    "primal-without-budget": "42b7085ac79f81d7e69386218df9ee62",
    "dual-without-refund": "157198e2fcefbd1746a49f5923e2751f"
   },
   "counts": {
    "greedy": [
     56
    ],
    "threshold": [
     140
    ],
    "primal": [
     212
    ],
    "dual": [
     1240
    ],
    "monte-carlo": [
     1,
     16,
     1
    ],
    "shares": [
     5
    ],
    "library-known-answers": [
     4,
     32
    ],
    "library-mesh": [
     1
    ],
    "library-ends": [
     1,
     14,
     1
    ],
    "library-largest": [
     34
    ],
    "library-support-lines": [
     20,
     5
    ],
    "library-plane": [
     1
    ]
   }
  },
  "G2": {
   "says": "f5961cf3009a61898bd2b1e53f640cd6",
   "level": "instances",
   "parts": {
    "monotone-concave": "47b46eb3b0ae434723bda1f3e6aff8cb",
    "even": "8a7a9e5b2a7b1e5db08d2a974df3af37",
    "reflection": "d2c865e7ed42e3a1e352fe6bb237c6a5"
   },
   "mutants": {
    "reflection-everywhere": "15fe8fa1edca6f9ad06a30d9eaedb019",
    "uneven": "394b5683c9073611bcebfcb09bde1f18",
    "linear": "29a6fe505f4b7c0df0f5b4dc8f1479c2"
   },
   "counts": {
    "monotone-concave": [
     784
    ],
    "even": [
     208
    ],
    "reflection": [
     70,
     1
    ]
   }
  },
  "G3": {
   "says": "c40d2892f23ae3851d7cae6cf1de96ce",
   "level": "instances",
   "parts": {
    "two-steps": "12bebffefc4b8dded59fa8761883e2a6",
    "gaussian": "1e78b0d6bf099774b7cdc82990d6736c"
   },
   "mutants": {
    "equality": "51cf2bbdc1f5d663040a1b6f4465ae5f",
    "reversed": "7f825c0959f76c813a43bef0865905a7",
    "gaussian-sum-of-squares": "ca63038bfb205dbe4b15f7e70a769a24"
   },
   "counts": {
    "two-steps": [
     378
    ],
    "gaussian": [
     1
    ]
   }
  },
  "G4": {
   "says": "def9ed08d2e67bfea7db05507421fed8",
   "level": "instances",
   "parts": {
    "one-class": "0c9256546fc6f261f5bee4f0fb4417ea",
    "tight": "e1825b2ff034ed27a50f23f20256afc2",
    "two-class": "55abde33426d3d21c36d108b120ddc03",
    "library-two-class": "de15f661838de0465485be9b0e76a8e6",
    "library-two-class-labels": "0d252a6dcdbb243320e6b3239efaa3f5"
   },
   "mutants": {
    "up-to-one-half": "ac13d9d44eb05dcd9ba99429bd990e8d",
    "no-growth": "e56d2fad924d4778f1988775d5fa0963",
    "two-class-one-sided": "4b9f13aae00edc1604d3fa1b4ca49e18"
   },
   "counts": {
    "one-class": [
     12
    ],
    "tight": [
     66
    ],
    "two-class": [
     273
    ],
    "library-two-class": [
     6
    ],
    "library-two-class-labels": [
     2
    ]
   }
  },
  "G5": {
   "says": "e8c89fb78bbfb5aa0a079fcbfa8a6931",
   "level": "symbolic",
   "parts": {
    "gaussian": "081dc82d088c92611e83d1dbec280ccb",
    "laplace": "c44139450e4f3d8d0db6e81b48fded55",
    "laplace-branches-meet": "c24a6d08e54b24090734da29bdc5be5b",
    "uniform": "d0131727618d213fabeb43ffcf3cfed9",
    "library-growth": "dfe4b6c6f14bf41d47e62d5ef32be7cf"
   },
   "mutants": {
    "gaussian-squared-length": "086fd45767eb4c89a4a12dfca97b5357",
    "laplace-one-branch": "ffd2294451768e6d60dcdbc947e70d27",
    "uniform-overlap": "2f697b0c78bb1457a3b0119bedff54e6"
   },
   "counts": {
    "gaussian": [
     1,
     1
    ],
    "laplace": [
     1,
     1,
     1,
     1
    ],
    "laplace-branches-meet": [
     1,
     1
    ],
    "uniform": [
     1,
     1,
     384
    ],
    "library-growth": [
     12
    ]
   }
  },
  "R1": {
   "says": "dcf75773d33b622225c6fb0766158f94",
   "level": "instances",
   "parts": {
    "flow": "ad965b1111cf7e84ebfc111364bde109",
    "continuous": "287b55fe82b1347d5833b1ba9d2a5685",
    "polygon": "b11842b70a4cdc8232ce406b79dfcc2a",
    "convex-rate": "049dc5b1f88d582e6073c5a4b0e90a07",
    "slope": "d137b896f4942c2d19f0d5eda8f984f5",
    "fisher": "08982d35427d61aaf12ce5a799611735",
    "information": "d0f0aedf31a278ba74429986f12b3ef9",
    "library-fisher": "9c5606c7d64d0ae34da044353a07d0dd",
    "library-lines": "5842e30907a283b5a8676cd6ad51fa53",
    "library-lines-by-hand": "4630158470888e1e6a429fd193079a29",
    "library-rate-bounds": "648253f78cd790ee6d2b873931387ed8",
    "library-computed-rates": "b85ea5c4c4ab1a368d07626170441b15",
    "library-known-answers": "68b142f38b855b44cbc70f7fe21d9876",
    "library-doors": "7ed61d3802c8ba0c826619707658baca",
    "library-facts": "62bf89c05a7fd54e0695b53a967df5f2"
   },
   "mutants": {
    "jump-from-the-left": "f8940ec98581e3179f71c5f18ce93fa1",
    "half-variation": "8f81e262a4a5fc20bfebf37c639cc6b8",
    "integral-past-one-half": "b9da139ecb6d6ccf2b3db8d7ababa8cf",
    "concave-rate": "35ff9988ef9631088d1aa7888b969e2a",
    "fisher-without-root": "8416106d7f01a03046a6253d6b435838",
    "flow-at-start": "bcc96eca136c7b123f102bd60e746dd6"
   },
   "counts": {
    "flow": [
     1,
     1,
     1
    ],
    "continuous": [
     156
    ],
    "polygon": [
     3
    ],
    "convex-rate": [
     6561,
     300
    ],
    "slope": [
     1,
     1,
     1
    ],
    "fisher": [
     1,
     1
    ],
    "information": [
     1
    ],
    "library-fisher": [
     24
    ],
    "library-lines": [
     18
    ],
    "library-lines-by-hand": [
     26,
     60
    ],
    "library-rate-bounds": [
     1
    ],
    "library-computed-rates": [
     1,
     1,
     1
    ],
    "library-known-answers": [
     2380,
     180,
     1452
    ],
    "library-doors": [
     107,
     10,
     45,
     1
    ],
    "library-facts": [
     20,
     11
    ]
   }
  },
  "R2": {
   "says": "57b985479f14c2f3826850a8a377cab5",
   "level": "instances",
   "parts": {
    "rays": "b298977ad7a8c87cf2f812600a948079",
    "solution": "b5e06fec553897c85a6e3e0dca036356",
    "half-spaces": "dcba94d863930fa4696d3234ea7b7861",
    "gaussian": "7813ea36f2833f95330814878ee07481",
    "published": "23dbf16da3293b9eef8e6eb355d5521c",
    "samples": "2551f1ab9e4613f1f5abb8550d68cd0b",
    "library-known-answers": "f29971ea6d8bb4249ccb73ae39e5cd94",
    "library-mesh": "1752f0dd44faeb3266a58ec2e4e3edd4",
    "library-far": "1adebbe27e4f3e59a91e0409725323f2",
    "library-half-spaces": "629b1e5731869365cb40b0e8c4709ee2"
   },
   "mutants": {
    "half-the-half-space": "d97558803bce33533d5e9d2d6476e9ae",
    "step-by-step": "169be043da8d171a00a510ed415d78df",
    "any-even-density": "cb564ab3dbb3438f46f1b896b278727c",
    "differential-is-exact": "fb14cc8f719341ea50b3dc9fd07ea208"
   },
   "counts": {
    "rays": [
     504
    ],
    "solution": [
     216
    ],
    "half-spaces": [
     96
    ],
    "gaussian": [
     9
    ],
    "published": [
     5
    ],
    "samples": [
     4
    ],
    "library-known-answers": [
     15
    ],
    "library-mesh": [
     78
    ],
    "library-far": [
     4,
     1,
     60
    ],
    "library-half-spaces": [
     1
    ]
   }
  },
  "R3": {
   "says": "70a4c35b77c4b39b36ee259ca97e3eaa",
   "level": "instances",
   "parts": {
    "equal": "051ab08496ae124a8e6986f0c29b3234",
    "cube-linf": "e3bf60496c91d78cb272119c8edfe931",
    "pareto-gap": "aca5ca8c7c6c6eecb2040d781dde43d3"
   },
   "mutants": {
    "differential-exact": "333130d5ff8fc161349da33c98280fab",
    "differential-above": "642528e744b8599302822d94b4d68e2a"
   },
   "counts": {
    "equal": [
     1,
     1
    ],
    "cube-linf": [
     1,
     1
    ],
    "pareto-gap": [
     1,
     1,
     1,
     1
    ]
   }
  },
  "R4": {
   "says": "55c3c3ddef29cc2a002bfe6256b6ca34",
   "level": "instances",
   "parts": {
    "library-upper": "5e24ea5bb14b6d5d67fdc6dba972b3b1",
    "library-reach": "3fa8f9fd9abb653aaf9b6c45cdb5a41c",
    "library-every-route": "f1ed0bc44dd6be7a00f486d375421fe5",
    "library-plane": "f47bdbdb3d783728aa19e30cf3e80e0e",
    "factor": "4c63e857f098c064195cffc019a233f4",
    "l1-l2": "9cec14e9d8b45f40b4f589b5f92db86e",
    "l1-l2-linf": "594b2251949952349595057c4d884350",
    "library": "0ccfb707ccbab48e48093ecc3776a0d3"
   },
   "mutants": {
    "free-of-dimension": "bb3983e3e611e81339f1488b000a59a4",
    "half-factor": "59bb33b30c1762727ec2840c936086ff",
    "sign-of-exponent": "4dea6d2ca769972f5b2dc9463adaf383"
   },
   "counts": {
    "library-upper": [
     8
    ],
    "library-reach": [
     24,
     800
    ],
    "library-every-route": [
     1
    ],
    "library-plane": [
     1
    ],
    "factor": [
     1,
     1
    ],
    "l1-l2": [
     1,
     1,
     1,
     1
    ],
    "l1-l2-linf": [
     4680,
     300,
     16
    ],
    "library": [
     5,
     6,
     3
    ]
   }
  },
  "R5": {
   "says": "da10fd921844ed9ffca9edaff9cf402c",
   "level": "property",
   "parts": {
    "library-against": "cd1e7db924d03f4a64e6aa6b566c5c57",
    "equivalent-vertices": "127acecefefec90ae92d8fad21f0c6f6",
    "log-concave": "952d44c0b8b1d07d3bce1784dc217341"
   },
   "mutants": {
    "vertex-always": "081cccf98c6bbc7656f9cf94ce56194c",
    "no-transitivity": "6e260c8d17f18aac8e0bd69955b1ebb6"
   },
   "counts": {
    "library-against": [
     6
    ],
    "equivalent-vertices": [
     504,
     714
    ],
    "log-concave": [
     40
    ]
   }
  },
  "U1": {
   "says": "35a69dd286cd2a852316011095ef4ab5",
   "level": "instances",
   "parts": {
    "library-enclosure": "8b0ae66502016681d7cb7a02b3dc3559",
    "concave": "52bc3762c0ba72589eb38558063cea90",
    "even-decreasing": "7c675c77e9cdaacb6f49344928eeb65f"
   },
   "mutants": {
    "o-itself-concave": "21d730f1a9a0da07813f374eac74a5a0",
    "wrong-root": "cfc41fe39617d57a77940bb3b9e8fb34",
    "not-convex": "2b6fc697ba59373f06b3e30e9ca12f3e"
   },
   "counts": {
    "library-enclosure": [
     16
    ],
    "concave": [
     80,
     12,
     40
    ],
    "even-decreasing": [
     36
    ]
   }
  },
  "U1.vertex": {
   "says": "defacc52b62e32c7d8c05cafacb695c9",
   "level": "instances",
   "parts": {
    "vertices-suffice": "d64900e5436c2614fc16e440d35979e3"
   },
   "mutants": {
    "facet-centres": "40f590703f7c5b627a13e670f991bc5b",
    "not-convex": "97061a816afa00b0488c278467fa019a"
   },
   "counts": {
    "vertices-suffice": [
     36
    ]
   }
  },
  "U2": {
   "says": "01da99e4743bf0b74ee27e9654f7480d",
   "level": "instances",
   "parts": {
    "growth": "80fa5a0c2d49a29b75af2cd3cb603439",
    "cube": "a02ec44ac0402fa839d8c937254e2495",
    "cross-polytope": "06cb900b9f97fe6a5ceab811369aa6be",
    "linear-image": "1d4b3fb45327c83d29ddafa5d59f4157",
    "ball": "5e1c0cbd1ba61087b5e386be9a1ec577",
    "library": "320dba14c8fb46ed705806d900277d74"
   },
   "mutants": {
    "radius-for-diameter": "7ef1359a45aee2b3f81b5a0505e0d748",
    "ball-exponent": "571c9cd75820b5f73ec80e3bd9b48cd4",
    "image-the-other-way": "92d0094583e43aa1a149661caf895f98",
    "cross-polytope-everywhere": "815caa2b8a7ce49eeec1cfa8df149fab",
    "growth-inside-only": "ace9e0d1718f00a5da0e05579246b52b"
   },
   "counts": {
    "growth": [
     120
    ],
    "cube": [
     24
    ],
    "cross-polytope": [
     20
    ],
    "linear-image": [
     15
    ],
    "ball": [
     1,
     1,
     1
    ],
    "library": [
     29
    ]
   }
  },
  "U3": {
   "says": "daff5d5a647e8146ddf54b43fd6b9d19",
   "level": "instances",
   "parts": {
    "library-band": "95f132fa210cb20a002c48e0e424792a",
    "rays": "dd2cfcc8b057dc674776cd6e11bb9894",
    "law": "0ef024a2d67157aef9176eff0b4a3fff",
    "radius": "4c0a1c4d429e21e4a3acec4a242b9914",
    "quantile-bounds": "50d1b37da75e9dd65b578fab1de65159",
    "shares": "8baf5eee2b67aeabd83517293b67c639",
    "library-bounds": "94668d8ee1f6dee2f4d0c9e0d6b902b7",
    "library-walks": "643dd658a0500e3a2230ba9f6312d97c"
   },
   "mutants": {
    "chords": "c4ad33f11155aae852255ad708c9f190",
    "quantile-of-rho": "22d37d09f3235b61bc3206bb2d2d74bd"
   },
   "counts": {
    "library-band": [
     4
    ],
    "rays": [
     120
    ],
    "law": [
     40,
     6,
     7,
     15
    ],
    "radius": [
     1
    ],
    "quantile-bounds": [
     1
    ],
    "shares": [
     12,
     2
    ],
    "library-bounds": [
     13,
     87
    ],
    "library-walks": [
     1,
     1,
     1
    ]
   }
  },
  "U4": {
   "says": "bccfebc4a9985ccb8c75f87847984cb8",
   "level": "instances",
   "parts": {
    "slope": "c780e9c8391facbb5768aaa3d1704c43",
    "cauchy": "a187c201763ee12fba9a1b3760c1db08",
    "zonotopes": "25bafc0a430fc0e334d9335e7d4e0ba9",
    "library": "d19f462e061785751c86be63bee7d03e",
    "library-known-answers": "5dcb589f14783b439a92b1279499c2d4",
    "library-bodies": "a3fa4730ae6c380e4defcb1b36e1c448",
    "library-shadows": "b92120bdc7f0d46a7bd5cd6468d432a3"
   },
   "mutants": {
    "unit-vectors": "64036f71ea59a4553626612e17a1c95e",
    "linear-forever": "1ca4ec5bc72519d241eb28ad15a3285e",
    "cauchy-without-half": "141ea478b6d0b6fd964accb9bc87ad8e",
    "zonotope-power": "45ae86ee258f50b3043c8cceec04a9c8"
   },
   "counts": {
    "slope": [
     36
    ],
    "cauchy": [
     30
    ],
    "zonotopes": [
     24
    ],
    "library": [
     108,
     4
    ],
    "library-known-answers": [
     39,
     25
    ],
    "library-bodies": [
     72
    ],
    "library-shadows": [
     5,
     4
    ]
   }
  },
  "U5": {
   "says": "a664eb3f93c65dd05a869e964755bd30",
   "level": "instances",
   "parts": {
    "bound": "91075988bf8f83237f3e8a2eee246b20",
    "equality": "a69dd6c4c981799bc7db391e2a659aa0",
    "radius": "7b435c1cbfbc99a44c72dfc3b96bc183"
   },
   "mutants": {
    "equality-everywhere": "049912a155ede2efe32107d22b3e2dcd",
    "without-the-half": "aeb332b4320b1dac8bdae390d0a52f95",
    "wrong-exponent": "4dd875a1d9e8257672ad715510676342"
   },
   "counts": {
    "bound": [
     30
    ],
    "equality": [
     32,
     24
    ],
    "radius": [
     1
    ]
   }
  },
  "W1": {
   "says": "af9c3f7eb7c7b673d56ebee10ea16d72",
   "level": "instances",
   "parts": {
    "l1": "f0c860c7c38efb8c795000efd3257741",
    "linf": "0ddfd7225223bb5f3c4222344dcd13e3",
    "l2": "f86d2b003fecd1144ac0f35d9020d619",
    "khinchine": "60cb58aa93063880b1f70b66a3503cf8",
    "library": "f89e681487ec8a106c425312153ad7ef",
    "library-known-answers": "1acef86febeb93b7fb00536fa9aeb913"
   },
   "mutants": {
    "cross-polytope-always": "a57c02251915a012acd5b8a3cef0eede",
    "cuboctahedron-for-l1": "10818d784181d28686fd1c57245a8551",
    "rotated": "acb629e32c2cf07303dd1f76e1bf941c",
    "khinchine-constant": "85b5288744fd76460a61ee618ff5074f"
   },
   "counts": {
    "l1": [
     128
    ],
    "linf": [
     26
    ],
    "l2": [
     1,
     1
    ],
    "khinchine": [
     82
    ],
    "library": [
     392,
     5,
     8
    ],
    "library-known-answers": [
     22
    ]
   }
  },
  "W2": {
   "says": "e9e7d0b88acf7cada49a9885f129240a",
   "level": "instances",
   "parts": {
    "cube": "18ee83a7a4c77650f58ac4373de98ef1",
    "random": "4460915202783bc98dfb47e51f7143b6",
    "sphere": "c2f41cbaaa6a766ee1e85f5e7066b643",
    "library": "30a7ca73d991b2e449c18074263d9ae9"
   },
   "mutants": {
    "factorial-dropped": "3f5f79e36b3e90c63fa5756d761b4ffa",
    "power-of-two-dropped": "5d20faa42d2d257c0a1a254165143f92",
    "root-mean-square": "aaab5721408d9832d8bd81c05efe6c9f"
   },
   "counts": {
    "cube": [
     22
    ],
    "random": [
     21
    ],
    "sphere": [
     1,
     2,
     1,
     1,
     1
    ],
    "library": [
     21,
     18
    ]
   }
  },
  "W3": {
   "says": "945fa2be1416b251d0049fc6b53f5756",
   "level": "instances",
   "parts": {
    "polytopes": "57dd2b13076a814fc0705875a64b177c",
    "zonotopes": "05118ce9320300fc4dc044230ac51dbd",
    "equality": "2fd0be597a1d3939fbb1e745e55c4f39",
    "non-convex": "4450f1d07c6b06a510139c2964c6c36d",
    "perimeter-form": "470bf3793dae3cd04fe8dc89e58d409e",
    "sup-is-average": "7ab503c3b5bb705349e14db1d9eea4b3"
   },
   "mutants": {
    "rotated-crystal": "cb1aa583f2d2d9aac97c199b36cbb69f",
    "cube-against-linf": "8d2d943bcaaa481d8075d3c7f0a9f2c3",
    "volume-dropped": "6aaed10265c8530189f2d7eb1033006b",
    "transitivity-dropped": "3b8d12d904fe88d5ce4a5af9f667532b",
    "sup-is-average-always": "698087a05f7683bc65ff87d57b9a45c6",
    "l_1.5-symmetric": "55af57d4b4a8256a03b9554a4cacc0f7",
    "growth-sees-the-shadow": "2791676800bd49d8278415693a57b30f",
    "constant-d": "83d3279ae72a7e415c49e61ed8b57425",
    "wrong-exponent": "625e97e89e4217773d7a6017c8cb2fe9"
   },
   "counts": {
    "polytopes": [
     120,
     12
    ],
    "zonotopes": [
     120,
     24
    ],
    "equality": [
     24,
     3
    ],
    "non-convex": [
     120,
     48,
     64
    ],
    "perimeter-form": [
     90
    ],
    "sup-is-average": [
     41
    ]
   }
  },
  "W4": {
   "says": "286ea447e197b2d4405bef46cc6230bc",
   "level": "instances",
   "parts": {
    "slope": "b5577bf9e3520c649e431af775f005b2",
    "least": "304c68f352135dd96de8eb9195b9f0ca",
    "least-beyond-l1": "e778daaa198092d8c95ef305b0aa4349"
   },
   "mutants": {
    "squares-against-linf": "df58c544ef32226877095de4596daf63",
    "whole-variation": "cec0cc4ad0b867a084e366d0a1d59538",
    "not-even": "8e227b0d3a6efa4099e8ce7212d7dc8d",
    "volumes-dropped": "f7851d8983eaac0bae3c26dc6a0ec4e4",
    "flat-boxes": "ac44c6921dde28243de61d30cd70dc24"
   },
   "counts": {
    "slope": [
     12,
     10
    ],
    "least": [
     180,
     4
    ],
    "least-beyond-l1": [
     18
    ]
   }
  },
  "W5": {
   "says": "2dc3f96e79861e5cf8bdaf779f32b65b",
   "level": "instances",
   "parts": {
    "direct-integration": "ca34a0f72611aef036248f5a3049ccd1",
    "exponential-profile": "f076480afd13397065329cedf1908e30",
    "library": "369c6c23cd05ffc7e1ec783352e1ea98",
    "library-known-answers": "5feadac564f45bde8687d72870990932"
   },
   "mutants": {
    "norm-instead-of-mixing-radius": "6347d1afcae581341b62b922d6016627",
    "wrong-exponent": "ca2afa968f5830e237a034d1a8385d81",
    "formula-at-d-1": "ac7b1f3ce3f63ce4fbc8c8ac1122cafc"
   },
   "counts": {
    "direct-integration": [
     96
    ],
    "exponential-profile": [
     1
    ],
    "library": [
     51,
     12
    ],
    "library-known-answers": [
     15
    ]
   }
  },
  "W6": {
   "says": "5edd711f3a1de942a8118c5c9566a17c",
   "level": "instances",
   "parts": {
    "cube-and-laplace-l1": "c8b398c80885b30914257136df69193b",
    "gaussian-l2": "64083e4bec4c523432d62cfd683b9c06",
    "laplace-limit": "b7fe9236e13d5573ed065e5c2ef5c094",
    "gaussian-limit": "04dbc859c823ae637bf08caca373f1ed",
    "ball-linf": "289fd28dd08e0185465cf3c333e117fc",
    "library": "7616687fb1bd9b4f75d045b88b138be9"
   },
   "mutants": {
    "gaussian-limit-1/e": "19c6845506b15d6476724b9783f1ee86",
    "laplace-optimal": "4fc04dd95e068427a72cb6b5b6c9fe2f",
    "gaussian-optimal-l1": "476ca11a4c41ddb5835d8931c1a61118",
    "sphere-is-the-crystal": "4f0cc985249d56f9b4cbcc6889087071"
   },
   "counts": {
    "cube-and-laplace-l1": [
     24
    ],
    "gaussian-l2": [
     1
    ],
    "laplace-limit": [
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1
    ],
    "gaussian-limit": [
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1
    ],
    "ball-linf": [
     1,
     1,
     1,
     1,
     1,
     1
    ],
    "library": [
     36,
     20,
     12
    ]
   }
  },
  "W7": {
   "says": "f1b46b42722064da6a4de0d1793fbd82",
   "level": "instances",
   "parts": {
    "equal-volumes": "b4fd35636ed0cf9118b265eea6dd182e",
    "reversal": "d739f0f6d8d4dc8cb8804cf3ac8919b8",
    "equal-sigma.Uniform-Gaussian": "412942419c8e15c99c8e542df5e8f715",
    "equal-sigma.Uniform-Laplace": "00ee33c7481d07230643c871e4424651",
    "equal-sigma.Gaussian-Laplace": "b5f3eccbb478831a2d50720f71a1a59d",
    "equal-sigma-at-one-half": "45f0dfa1cb7d89b95b27564a3288e1fb"
   },
   "mutants": {
    "volumes-by-mean-width": "c85477f8519d6e1f0deee083e4fb7e71",
    "every-p": "dcb004bf6acf85d8db08a444993d4d30",
    "equal-sigma": "7fd5761506d484b4cb9998418b59aa3c",
    "uniform-beats-laplace": "42257cd17c4cd311c0e886c8ba8ce235",
    "uniform-any-radius": "147b0c102a09efa2d22c1d0509c5dc0b"
   },
   "counts": {
    "equal-volumes": [
     12
    ],
    "reversal": [
     22
    ],
    "equal-sigma.Uniform-Gaussian": [
     1,
     1
    ],
    "equal-sigma.Uniform-Laplace": [
     1,
     1
    ],
    "equal-sigma.Gaussian-Laplace": [
     1,
     1
    ],
    "equal-sigma-at-one-half": [
     1,
     1
    ]
   }
  },
  "W8": {
   "says": "2b2a3b3d74fbdca06639beff6313e605",
   "level": "property",
   "parts": {
    "plane": "6a5cbe75fc708afa3c26d6a45a11025c",
    "space": "84e914b536a7fe8b869de8ef1530dc9e",
    "concave": "6fb258485f356dba2314ce0de56270ba",
    "library-symmetries": "a2543573104f4ea4500448b7fdf2b1f9"
   },
   "mutants": {
    "uniform-is-maximal": "b931c643d5f2927cf0d5a65a1ba802de",
    "wrong-rate": "57acec8a93ead9471918b04ae3e22a31"
   },
   "counts": {
    "plane": [
     105
    ],
    "space": [
     4
    ],
    "concave": [
     40
    ],
    "library-symmetries": [
     1,
     1,
     1
    ]
   }
  },
  "shape-slopes": {
   "says": "7f4597895433319e1e37f73d25fe6cd9",
   "level": "instances",
   "parts": {
    "values": "e1cfe3b0436df68e11d6167c6a6dd138",
    "suprema": "27610f2f4bff89b4906985ad083e5b69",
    "least": "978c3c6fb01029963f1c1429e2fb307c",
    "library": "2b7cc6a7d4c4b3320ebdeb6490226962"
   },
   "mutants": {
    "ball-as-listed": "f5577a5a320b03114ca599c37c1553d7",
    "disc-for-rhombus": "45b29bbe45712af0f8729e6908d46c35",
    "cube-for-dodecahedron": "fa623baa8f7d170fe5aaaaf683864330"
   },
   "counts": {
    "values": [
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1
    ],
    "suprema": [
     6
    ],
    "least": [
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1,
     1
    ],
    "library": [
     12
    ]
   }
  },
  "slopes-l1": {
   "says": "4f762f8d5ba66ae8fd219b14c984aa04",
   "level": "instances",
   "parts": {
    "slope.Uniform": "23631689a300548a9f9ab73571f654a9",
    "slope.Gaussian": "fee74d083e3ac05f7d2701971786523a",
    "slope.Laplace": "040234d004d42ae0e8675691a691decc",
    "order": "fcfe145e6ef2dcf7ee24f4be6dcc50de",
    "library": "77ece92160a3b34d102c44462313b366"
   },
   "mutants": {
    "sigma-of-laplace": "e421f38ad5630309af362bc99bd73b1f",
    "laplace-steepest": "78ae44f7ec701c800320212aff682040",
    "gaussian-score-without-half": "4a8f0275bee094e0845ea3a626a4abff"
   },
   "counts": {
    "slope.Uniform": [
     1,
     1
    ],
    "slope.Gaussian": [
     1,
     1
    ],
    "slope.Laplace": [
     1,
     1
    ],
    "order": [
     1,
     1
    ],
    "library": [
     6,
     18
    ]
   }
  },
  "blog": {
   "says": "7829b2abddb605eac1fe5c3847392317",
   "level": "instances",
   "parts": {
    "quadrants": "526cc4d624e5ac1a05f7942fa1afad6e",
    "half-space": "4e78e2206568f9ef680eeab7836c5729",
    "radius": "6fa5a8d31ffab4515ce102d501a1a2b1",
    "uniform": "e5e54ef69effa1b96b12ff233254dd0a",
    "crystal-of-the-rhombus": "b4532e215474a76059889cbd2c431db1",
    "library": "3f2a07e07e4d2ec4d91d68f00bd0b1fc"
   },
   "mutants": {
    "quadrant-is-best": "c4c1629c83e0fd814688229686c79811",
    "robust": "bb8a2eb4570a47098927936dac7ef3fa",
    "crystal-is-the-rhombus": "00cdd16e2ded332c11350c1b09d5bd15"
   },
   "counts": {
    "quadrants": [
     1,
     1,
     1,
     1,
     1
    ],
    "half-space": [
     1
    ],
    "radius": [
     1,
     1,
     1
    ],
    "uniform": [
     3
    ],
    "crystal-of-the-rhombus": [
     7
    ],
    "library": [
     3
    ]
   }
  },
  "limits": {
   "says": "a8049b8244261bc48ed46fa18f7ee39a",
   "level": "instances",
   "parts": {
    "even-noise": "e4abc1e5c9847275ee2d438c5c6c47c8",
    "covariogram": "7bc76e166b8db13e1fc29dd34211f4fe",
    "second-moment": "fee76db57664817215ea8da81bb5aee4",
    "gaussian-below-even-limit": "66791ef11ca6bbe82accd161bcadebe9",
    "uniform-decay": "39a4b71e037424fe192a9199f5f7647c",
    "library": "a83c2eacc65ab957c93aae45e13d902d",
    "library-bounds": "37af198985e64b937ea9e257b28aed3d",
    "library-noise-laws": "f9af9b8aed63fdfef5134ac4e65a89c9"
   },
   "mutants": {
    "half-the-constant": "be3cef795b0a3921cb6be08055ce13c5",
    "exactly-root-d": "640683c8bfbbac56e8f3bbef8aad817a",
    "decay-1/d": "10ae54f756eb3fec9ef371315d52c423",
    "uniform-limit-for-gaussian": "dca7bc5de3b6436cb6fbdb61f40e977b"
   },
   "counts": {
    "even-noise": [
     30
    ],
    "covariogram": [
     24
    ],
    "second-moment": [
     1
    ],
    "gaussian-below-even-limit": [
     1
    ],
    "uniform-decay": [
     1,
     1,
     1
    ],
    "library": [
     19,
     117
    ],
    "library-bounds": [
     36,
     17,
     1
    ],
    "library-noise-laws": [
     22,
     1,
     1
    ]
   }
  },
  "certify-fixed": {
   "says": "021bebf1e8aadf00b38a11221ae51297",
   "level": "instances",
   "parts": {
    "bound": "859f9f8eba9abff3b970123c5951df74",
    "growth": "5ba89a5c4f4fc08c02b13027c62e2499",
    "selection": "cc3b8043a22e8f82ce92e252ee3c2057",
    "library": "4cc115aa72f83e332caf297d6c6b1a05",
    "library-samples": "28eb29d820706315989af61f665cab23",
    "library-drawn": "fe96fe8b6c1a3453550a1db3f18f28da",
    "library-requests": "2c6f236c4c991733189851923d87e2b2",
    "library-prediction": "29afea9ff7edd36dd3082c73f1b386ac",
    "library-copies": "6591d00d31b2647d1d4f09ff38c55fae",
    "library-images": "371a0d4c02d0992acc59530b3a34eab2",
    "library-by-hand": "e84878a7351f3cef0255529db8d3a90b",
    "library-rows": "df4ea52c077aae8726b6848751533529",
    "library-logs": "943ee7876b95463f6ae06adcb51da176",
    "library-tables": "f66aea6493b5f8407d4b57cbfb30fce4"
   },
   "mutants": {
    "same-samples": "ccf5944b5ff0c53cb9a673f9bd725d7f",
    "same-samples-in-code": "e72163dfafafc8f9ba3902a7a2f1fe05",
    "share-of-votes": "d6cca9286cc2307f5c6002f08836f9e7"
   },
   "counts": {
    "bound": [
     56,
     42
    ],
    "growth": [
     40
    ],
    "selection": [
     4
    ],
    "library": [
     2
    ],
    "library-samples": [
     5
    ],
    "library-drawn": [
     18
    ],
    "library-requests": [
     16
    ],
    "library-prediction": [
     12
    ],
    "library-copies": [
     4,
     24
    ],
    "library-images": [
     20,
     1
    ],
    "library-by-hand": [
     48,
     11
    ],
    "library-rows": [
     77,
     6
    ],
    "library-logs": [
     84
    ],
    "library-tables": [
     170,
     48
    ]
   }
  },
  "certify-anytime": {
   "says": "9346a5b5fb2cd32fe091c9162e8212d4",
   "level": "instances",
   "parts": {
    "fair": "e92d70fe8542c16b383d99e569f1b3b3",
    "interval": "b3f410fbde6e0461d1aec0eaa097a035",
    "ville": "3ebe51f87969821b01535b41331a68f6",
    "ever": "8c2e3cc00cc15a3dffdc6bddd41c81ca",
    "library": "6381e5de44b8800a01d0bf1b69a09330",
    "library-drawn": "d969c306c4b0e586060b07f4afa5708f",
    "library-images": "f2a4cef94b82e715effe558b497c767e"
   },
   "mutants": {
    "fixed-bound-at-every-look": "5461a17b3e3c0230e682d4c84bd30b2f",
    "best-stake": "f0c6fc94e087ecbfdc46be5b12563e76",
    "odds": "cd1d978d8981e4577341143205787a1e"
   },
   "counts": {
    "fair": [
     1,
     1
    ],
    "interval": [
     1
    ],
    "ville": [
     8
    ],
    "ever": [
     8
    ],
    "library": [
     12,
     8,
     2
    ],
    "library-drawn": [
     6
    ],
    "library-images": [
     24
    ]
   }
  },
  "runner-up": {
   "says": "6156bfe39459b32378e18132c0621680",
   "level": "instances",
   "parts": {
    "library-near-ties": "e16aa578b2cf03fd911d7bf9e6f254f7",
    "buckets": "0f9cef8959d2d454a391d585a05c68d5",
    "coverage": "3fe99b8d2960f605a2959b711406671e",
    "anytime": "99b58dc5b8db2997a50534f966114336",
    "concavity": "eb45dd17f66f080713072e3b21c08172",
    "tail": "793b4b566916ddba82a716235a10c1e7",
    "library": "7025e46cfedab4b077ae41296fa708dd",
    "library-drawn": "1416a9d1087faf43e6318e5a5ce441d6",
    "library-shares": "185065b61e9e0b63cfdb3a17dfafe6ca"
   },
   "mutants": {
    "leaders-of-the-same-sample": "dad6fd118e465b1a28db8b03b4159ffb",
    "alpha-not-shared": "35aa526e1395e960e0cb03cc5d6c0a8f",
    "buckets-of-the-same-sample": "474ad7922c44dd18f39a39668f391599",
    "largest-bucket-forgotten": "ec838a989834c679463cf234609cd604",
    "variation-from-one-radius": "426ebd9a6cad3ae4191f7b7dd979aad6"
   },
   "counts": {
    "library-near-ties": [
     21
    ],
    "buckets": [
     865,
     31
    ],
    "coverage": [
     52
    ],
    "anytime": [
     4
    ],
    "concavity": [
     161
    ],
    "tail": [
     91
    ],
    "library": [
     2
    ],
    "library-drawn": [
     6
    ],
    "library-shares": [
     36
    ]
   }
  },
  "splitting-l1": {
   "says": "87eeb3c8bdc2b9dc642a74891850b338",
   "level": "instances",
   "parts": {
    "library-norms": "8c6ee00e18ff1fb0ef4ffc7af160b1e1",
    "positions": "be453f93ea08c02804df49ba266d45c7",
    "votes": "c6f5943832e8b1160f6029abfb1b43bf",
    "tight": "6039f94df10f12d8712ef4029e27c479",
    "library-drawn": "06e7a04cf799b20f63ab195bbd8da689",
    "every-image": "9fe5c82330a9dc8b4669a7d343ef07ff"
   },
   "mutants": {
    "half-the-gap": "c469b983a05fa8319e2993488ca8f7aa",
    "whole-gap": "c61472118c574fd8062fadf4cabb523c",
    "shifts-by-image": "9975325c49a4a3ce115627ecf8abc032",
    "linf": "9ade09a11f84a6aef996046b29470a38"
   },
   "counts": {
    "library-norms": [
     32
    ],
    "positions": [
     939
    ],
    "votes": [
     110
    ],
    "tight": [
     11
    ],
    "library-drawn": [
     10
    ],
    "every-image": [
     40
    ]
   }
  },
  "box-l1": {
   "says": "a8005a9bceaf89f364c76a6dfa72fb29",
   "level": "instances",
   "parts": {
    "majorization": "4fa3f654e41b3b968d33793134c7639b",
    "least-overlap": "e3a3fde5869833da1c40fd9292be8bf6",
    "library": "4f2564295e1428d8eb27f956ba419f94"
   },
   "mutants": {
    "shortest-first": "93df28446ffa430a4a2947a9d05e8d78",
    "one-sided": "430f0eaa4213b18361d233d4dd6c981a",
    "sum-of-losses": "be189ee84a59884ee51ce17289a1c43e"
   },
   "counts": {
    "majorization": [
     233
    ],
    "least-overlap": [
     449
    ],
    "library": [
     299
    ]
   }
  },
  "lattice-growth": {
   "says": "16fae16537b4b6d49915605e00ff3320",
   "level": "instances",
   "parts": {
    "pullback": "07db6851d1d93aa7aee462e8de2db4ff",
    "growth": "3798202e966f8b100385049a55f4c224",
    "uniform": "f792ebd42b335381bef2de60a537aa9f"
   },
   "mutants": {
    "toward-zero": "f5ea594f917b7da1f01cf0bdf05a4312",
    "toward-zero-growth": "3b93902b0c8b71d549c32e2cbce6c9c9",
    "whole-steps": "b6a8db5532d0c9e94b1d67cd3e7f7796"
   },
   "counts": {
    "pullback": [
     964
    ],
    "growth": [
     964
    ],
    "uniform": [
     460,
     325
    ]
   }
  },
  "lattice-sampler": {
   "says": "9f7aed9580bf66ea8103ae108ef7c95c",
   "level": "instances",
   "parts": {
    "library-beyond": "0480429c976882814cac6abedf00d5d5",
    "words": "b1d6c3e7816feeba39494abd688ecd50",
    "coordinate": "aedf9a06c33dc6dccbcd2c1c38106c04",
    "copy": "b75cd94581cb319fca3252e0649322e6",
    "tau": "379dbe3a18d9602bf3d258c1ea882d54",
    "thresholds": "496e2caed2e83873f4823ac28dbbe681",
    "thresholds-of-formulas": "8def1ebf6902103f507d72c92aac0dbf",
    "copies-on-the-grid": "3a83553e3c856d615f1431136a507575",
    "library-tau": "493365762f7bc430fa39c024505d05ce",
    "library-grid": "85024123bd72d127cd0603b93edab5d6",
    "library-noise": "02de43d2faa44958f22a25d36cd713cb"
   },
   "mutants": {
    "float32": "1c4423f760eb271bc7e875cbab425db2",
    "float32-word": "12b7567c8233b847eceed874d52fce33",
    "sum-in-float": "0a841e2c648900aad427a9ca40159121",
    "one-word": "f3f21f38d74eca412abfea8121a25342",
    "tau-forgotten": "3f2c4e637a666c225f98af70eee78204",
    "tau-of-large-images": "cf8ce0cf12c466cd18e4fd3655647b74"
   },
   "counts": {
    "library-beyond": [
     3
    ],
    "words": [
     198
    ],
    "coordinate": [
     21
    ],
    "copy": [
     12
    ],
    "tau": [
     4,
     2
    ],
    "thresholds": [
     236
    ],
    "thresholds-of-formulas": [
     48
    ],
    "copies-on-the-grid": [
     42,
     3,
     1
    ],
    "library-tau": [
     18
    ],
    "library-grid": [
     1,
     1,
     1,
     1,
     1
    ],
    "library-noise": [
     1,
     1,
     1,
     1,
     1,
     1
    ]
   }
  },
  "row-gaussian-l2": {
   "says": "f252a9991ff536ff8d71888658402c06",
   "level": "symbolic",
   "parts": {
    "normalized": "a72cd229955c24c2de43140355b7922d",
    "sigma": "7565cb338595e15b1bf3704ae7085495",
    "rate": "16f7ef1e86a4172a7940616379f8871d",
    "derivative": "49771fee11d2ebcb4ba8e9cda279daa3",
    "boundary": "88dbd3ee48391a7f37777e115959c80a",
    "tight": "b3fae57041370569aba765ef43b30c7a",
    "library-radius": "63f5a19f0fc107420d569b329cab35f2",
    "library-rate": "61bb382a0704cb06320142bff463136c",
    "library-sigma": "a5144acfffe14983d4202f81b6b30673",
    "library-drawn": "40ec5f535db72d5f89813165705d1cef",
    "library-functions": "8ca926b414311fd020024e3c332ecb5c"
   },
   "mutants": {
    "upper-tail": "08ab5f7385d7f6ea726bf8d73c5986e5",
    "erf-scale": "1b7682a80ce619ce0e539a783f458c5d"
   },
   "counts": {
    "normalized": [
     1
    ],
    "sigma": [
     1
    ],
    "rate": [
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "tight": [
     1
    ],
    "library-radius": [
     12
    ],
    "library-rate": [
     4
    ],
    "library-sigma": [
     1
    ],
    "library-drawn": [
     3,
     2,
     3
    ],
    "library-functions": [
     6,
     35
    ]
   }
  },
  "row-gaussian-l1-linf": {
   "says": "4c961a1dd2b74e833e84d43e0db07fd8",
   "level": "symbolic",
   "parts": {
    "l1": "144e1613ac4e5fbe3f7aee22e680343b",
    "linf": "44f4b4248e877b126fae469a94a37e40",
    "library-l1": "8704edc4a94d299e9a88becb605c751e",
    "library-linf": "9bc10b3a603448686b208a172053af6e",
    "library-drawn": "6d0e1eaf296ba0ef86a72a0f913e6bdc",
    "library-drawn-linf": "020946e9571be16c8fdbf66f078f881f"
   },
   "mutants": {
    "linf-without-dimension": "46729a27f5c96207428a21b7aa06a3f7",
    "linf-over-d": "8e4625cab97f6af06b1463295948c8f3",
    "vertex-length": "4e581ded05d7a8ee50e9e7dbd7a7c293"
   },
   "counts": {
    "l1": [
     1
    ],
    "linf": [
     1
    ],
    "library-l1": [
     6
    ],
    "library-linf": [
     12
    ],
    "library-drawn": [
     3
    ],
    "library-drawn-linf": [
     3
    ]
   }
  },
  "row-laplace-l1": {
   "says": "d48a3f75eb5463cc05041d0929cc4b63",
   "level": "instances",
   "parts": {
    "normalized": "3a4ee4136403e3519e84dd84dc8f502b",
    "sigma": "3a5305ec09e833f9fa2f6150740b3453",
    "rate": "60f77a9ada18391b71763f3eb90efbe6",
    "derivative": "be2b113f1499bad92d182f5bfced5931",
    "boundary": "91a7982e8d86cacdc6f3bc274bdfa5f5",
    "proposed": "998b84034de52fa7d35197849cd624f7",
    "tight": "44ff0e970ba969499899469d43300c05",
    "library-radius": "936bc926f7be19d163f5c0c6cac2cc8a",
    "library-rate": "fb933866482e7b0fabbf17573bafa98f",
    "library-sigma": "8f559b6aa52058f05349781847800314",
    "library-drawn": "ac2e489ba346fbb06fd4a4881b21b639"
   },
   "mutants": {
    "sigma-2": "11c4cd609ce0dffc71dc4c3f64fcf782",
    "forgotten-2": "a58a929615104eeb50c22a8033e7a2b3"
   },
   "counts": {
    "normalized": [
     1
    ],
    "sigma": [
     1,
     1
    ],
    "rate": [
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "proposed": [
     1,
     1
    ],
    "tight": [
     1
    ],
    "library-radius": [
     6
    ],
    "library-rate": [
     4
    ],
    "library-sigma": [
     1
    ],
    "library-drawn": [
     3,
     2,
     3
    ]
   }
  },
  "row-laplace-linf": {
   "says": "b81481c842e79c62e8764e92c9beeb34",
   "level": "instances",
   "parts": {
    "library-curve": "1b80532668165cb48c77331b2b8290ad",
    "rate": "7a0c04617f8c1037c7a563560598f8a0",
    "piece": "8c5f5df451e65181f33dd8963f26854d",
    "telescoping": "283dfd760b73ef532d80876aa4721b07",
    "low-dimension": "fabd9849b7edceba9a8d5b3ffb63773e",
    "library-radius": "73785e55ce6d4c0fe565bb9d87ef67ae",
    "library-plane": "639c8bccd10202b607e8248c4aeabff5",
    "library-rate": "894e5b0d8d014c9aab158774664dbab3"
   },
   "mutants": {
    "normal-approximation": "addd7b3c4efa907722a74dd8e1cff4d7",
    "normal-approximation-d-3": "5e8fd3dfd17813145a5be29cc9946250",
    "atom-forgotten": "8149358111a1d0afa1c42cf07cba98fb"
   },
   "counts": {
    "library-curve": [
     2
    ],
    "rate": [
     4095
    ],
    "piece": [
     1
    ],
    "telescoping": [
     1,
     440
    ],
    "low-dimension": [
     10
    ],
    "library-radius": [
     25,
     6
    ],
    "library-plane": [
     4
    ],
    "library-rate": [
     3
    ]
   }
  },
  "row-uniform-cube-l1": {
   "says": "eec60d1e69df617bc1b6c72f8d063aa4",
   "level": "symbolic",
   "parts": {
    "sigma": "bb04a8d56a826d73bb30f416d117cfa5",
    "worst": "60c22e93fb732659082bf36b7fd52ce5",
    "rate": "1478ad808e5b7a85df29859d63f45400",
    "derivative": "647f6c468c285651455df460f9db31d1",
    "boundary": "9f498c3e9a942cc5e533a388f006bcec",
    "proposed": "733971a333238605335d38242f92c1fd",
    "tight": "b99ca2438b8035da81ee6ab6676274a9",
    "library-radius": "8c7ce73e88cc79cd5af53a8c3612a3d3",
    "library-rate": "dab431dbb8e1af26a674f8e362187087",
    "library-sigma": "304eff7710ec96ffff1f6119b13f1081",
    "library-drawn": "cd74faa4367b095e5f69d691005dd1c3"
   },
   "mutants": {
    "half-width": "490ecd36b52e246038e11570f44727e1",
    "any-radius": "8e43097faa1ba99e8b7600583788fcea",
    "full-rate": "53a5837f9c85ce15e877f22c60a8756a"
   },
   "counts": {
    "sigma": [
     1,
     1
    ],
    "worst": [
     1
    ],
    "rate": [
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "proposed": [
     1,
     1
    ],
    "tight": [
     1
    ],
    "library-radius": [
     6
    ],
    "library-rate": [
     4
    ],
    "library-sigma": [
     1
    ],
    "library-drawn": [
     3,
     2,
     3
    ]
   }
  },
  "row-uniform-cube-linf": {
   "says": "ddfdc42185f9bb22c3d2ce568d93ecaf",
   "level": "interval",
   "parts": {
    "boundary": "dbdea37893d36e1d6a9fe173c7b3757d",
    "tight": "eca96ed8ce722e24579a08579c0cabc4",
    "slope": "7cb3a5618b01ca4dca28744016273cb2",
    "gain": "562a4dd8bba91c40bdd8cbd77fce0961",
    "library-radius": "931eb34e4383cd6029e49e0e1b019e1b",
    "library-rate": "13a41cb6a11fce243ee3839d04b876b4",
    "library-drawn": "95bda7610c3cf70bbe7e6cd566a4a70e"
   },
   "mutants": {
    "dropped-root": "8c254ad6e74b8e56830b5c0bda0b8d1f",
    "exponent-d-1": "5f4a22724c70552981276ea7e6c3ce84"
   },
   "counts": {
    "boundary": [
     1
    ],
    "tight": [
     1
    ],
    "slope": [
     1,
     1
    ],
    "gain": [
     1
    ],
    "library-radius": [
     18
    ],
    "library-rate": [
     4
    ],
    "library-drawn": [
     3,
     2
    ]
   }
  },
  "row-uniform-cube-l2": {
   "says": "30027f42c93071340797f15c44fafb74",
   "level": "interval",
   "parts": {
    "library-least-norm": "a90c16446ec94a5027be6b08e1705084",
    "convex": "d6b26f14fd9143089c48cdfdd1390312",
    "inside": "21fecd33fdc48e419f9e5280973980b5",
    "boundary": "3a859e0fff5743b71f76c84be8ec2c34",
    "tight": "6f4b869f5592e3c906e5c78027dd1e3c",
    "rate": "3fe3c235fc06a0d7ba37cd7aa510c657",
    "library-radius": "440fd3ebc3a96703a0bf689fe615c2ee",
    "library-rate": "c5b857de05275773cb4518b0b15e93c3",
    "library-drawn": "51cba9bfb093bb911dab3ef31d89a47d",
    "library-between": "b1c6b05554dec5faef41b4aa8512f14a"
   },
   "mutants": {
    "vertex": "7d91d86ad334ddb726c9d3ff2b963d6a",
    "linf-radius": "2b843a03897cb482a6722dc482eb53fa",
    "diagonal-below-2": "14c457e9d7e8c93418e81335ff6060f2"
   },
   "counts": {
    "library-least-norm": [
     16
    ],
    "convex": [
     1
    ],
    "inside": [
     1,
     1,
     1
    ],
    "boundary": [
     1
    ],
    "tight": [
     1
    ],
    "rate": [
     1
    ],
    "library-radius": [
     18
    ],
    "library-rate": [
     4
    ],
    "library-drawn": [
     3,
     2
    ],
    "library-between": [
     4,
     4
    ]
   }
  },
  "row-uniform-ball-l2": {
   "says": "2b327366db9ff4996447775a38582216",
   "level": "symbolic",
   "parts": {
    "marginal": "a448311deb16bbdcce315746031eb809",
    "two-forms": "fc8e5886b41bb1838e671945d8b51d43",
    "sigma": "ef0e8df20b0c38049d9d42250df1c2a5",
    "slope": "5f6998d14a6ab284439ea006216cfc6d",
    "boundary": "87889b7c0f2edd7eda54a57d021cb4d6",
    "tight": "ae235bc9fa37eb7035bf167964019cea",
    "library-radius": "8a92da83dd6310acfd2316cce3389167",
    "library-rate": "8f36a6f41bb50eb36ed1892e2af9085d",
    "library-sigma": "58d10d3703c565b830ca523150d96ffb",
    "library-drawn": "871be4d2bbc39e0ea1e275616df67028"
   },
   "mutants": {
    "differential-slope": "e95160fac4e2aeed94057473661df9c5",
    "exponent": "5e9c515032618d60685b76078db3b98a",
    "swapped-tail": "576b30011ecf278d3a3b6b06aff8ed0e",
    "rate-without-pi": "32165ae69d4b9ef3c87407340f8812c6"
   },
   "counts": {
    "marginal": [
     1
    ],
    "two-forms": [
     1,
     1,
     1
    ],
    "sigma": [
     1,
     1
    ],
    "slope": [
     1
    ],
    "boundary": [
     1
    ],
    "tight": [
     1
    ],
    "library-radius": [
     18
    ],
    "library-rate": [
     8
    ],
    "library-sigma": [
     2
    ],
    "library-drawn": [
     3,
     2,
     3
    ]
   }
  },
  "row-uniform-cross-polytope-l1": {
   "says": "0e90cfb44d25750fb0fbca6517b5cdcd",
   "level": "instances",
   "parts": {
    "library-shadow": "0183c7efeafa06f3a6f0579522c0bf8e",
    "overlap": "7533133e6afd5275645c001d92f83dfa",
    "sigma": "86a4f431c5142959f3d0af60823d74b7",
    "boundary": "dbdea37893d36e1d6a9fe173c7b3757d",
    "tight": "eca96ed8ce722e24579a08579c0cabc4",
    "rate": "33e6335e2e374173f8f5827254ef0eff",
    "library-radius": "873316b0d5cba1d8e6648c6cb2c17cce",
    "library-rate": "42c3678d70d7cb831317b737c3b21199",
    "library-sigma": "c08ec8ef12e0d398edda54485f37c404",
    "library-drawn": "ec0fa6ef3ec6585f0f287c335aa6fe08"
   },
   "mutants": {
    "cube-radius": "1df8c555a3d5a0128ad10c3dce93e562",
    "sigma-1": "685e827756d564dacbc795ba49c94b03"
   },
   "counts": {
    "library-shadow": [
     6
    ],
    "overlap": [
     1,
     1,
     1
    ],
    "sigma": [
     1
    ],
    "boundary": [
     1
    ],
    "tight": [
     1
    ],
    "rate": [
     1
    ],
    "library-radius": [
     12
    ],
    "library-rate": [
     4
    ],
    "library-sigma": [
     2
    ],
    "library-drawn": [
     3,
     2,
     3
    ]
   }
  },
  "row-exp-linf-l1": {
   "says": "75e01530ded87362c9fd209d3b9328a7",
   "level": "instances",
   "parts": {
    "library-exact": "d0f1594615d39e7cd959a7bcdd6d5053",
    "radial-moments": "5582a0b85edcb977f3310a418228e2f8",
    "rate": "b648e166601b89630d2136c2519c60dc",
    "derivative": "1f69b13e5ebfb936c5f7bf94bd7fcda9",
    "boundary": "08edc46650c71e6d47f382069b7a9be8",
    "sigma": "cc7acd971eb6f6699a81aa3f4e46f3bf",
    "library-radius": "7843f88334acef3fd71fe4f627d6a69c",
    "library-rate": "8646831dc2804885cfa082801365852f",
    "library-sigma": "fd4ab9d88161ffb5a1e68e7f3e177b2c",
    "mixture": "55cfc582ab6cf6dae64046f258b50177",
    "library-variation": "4d9916035a5e15748c3b3e81478f7be2",
    "library-beyond-plateau": "8f96b5682f513fdfc12816f028551100"
   },
   "mutants": {
    "plateau-everywhere": "0a10301d640fb472685db3ff99805680",
    "dropped-d-over-d-1": "2a1335f19bf95192a954d9a894b7ffa3",
    "sigma-cube": "5d46a7c8814f3514e862dc3ddc0bbda0",
    "j-forgotten": "17b3c9a818c41ad7cff279018f0d65c6"
   },
   "counts": {
    "library-exact": [
     3
    ],
    "radial-moments": [
     1
    ],
    "rate": [
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "sigma": [
     1,
     1
    ],
    "library-radius": [
     12
    ],
    "library-rate": [
     8
    ],
    "library-sigma": [
     4
    ],
    "mixture": [
     1,
     1,
     1
    ],
    "library-variation": [
     3,
     3
    ],
    "library-beyond-plateau": [
     3,
     6
    ]
   }
  },
  "row-exp-linf-k1-linf": {
   "says": "f36870858b441dcf1af1ad6e4ca542c7",
   "level": "instances",
   "parts": {
    "normalized": "77b3eab9a51236d2ab140b409f19ec4b",
    "rate": "c662713aa0ae0b32d0f3eb1854cf0c9e",
    "derivative": "be2b113f1499bad92d182f5bfced5931",
    "boundary": "91a7982e8d86cacdc6f3bc274bdfa5f5",
    "proposed": "998b84034de52fa7d35197849cd624f7",
    "library-radius": "dcc5377406310bc41e394b690899e1f0",
    "library-rate": "292fd82b2f04d07104ed03694708da7f",
    "library-drawn": "5ab3e8901f6ae82d306ea501bb164d72"
   },
   "mutants": {
    "over-d": "128c10c7efb7ae5d114e194c8b73b96d",
    "gaussian-shape": "00f930df7f9232850ff887451654b98c",
    "forgotten-2": "c3cca584e85a7f7c06518bd26de7d774"
   },
   "counts": {
    "normalized": [
     1
    ],
    "rate": [
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "proposed": [
     1,
     1
    ],
    "library-radius": [
     12
    ],
    "library-rate": [
     4
    ],
    "library-drawn": [
     3,
     2
    ]
   }
  },
  "row-exp-linf-linf": {
   "says": "2730ab7bfadcae49b048e658f8f196fc",
   "level": "instances",
   "parts": {
    "radial-law": "57b2af1ea935c26f6c5cbf5909e950c2",
    "library-known-laws": "ff9253eb6fc212f4e5faa223ca5d302f",
    "rate-k-above-1": "c00be64838fda5ae82bdef4499772982",
    "rate-k-below-1": "d64101d9b3675ac646a25aa84e4a4543",
    "branches-meet": "4f2a2cf916d4f62510fc922fde5ff938",
    "branches-ordered": "f0bd0b89d6b771afd0b10d2c99a37774",
    "library-rate": "6241391bf7b75b37e363a916df48a1d3",
    "library-rate-k-below-1": "242a3856a9d6e1e316a30bfa84fd6136",
    "library-radius": "cff70628f9241584b18fed813369eb58",
    "library-radius-k-below-1": "8d76b8064eab9f8bf993270c3ddb0506",
    "library-drawn": "c65c9453ecac060be13483790978f0d0",
    "library-drawn-k-below-1": "313721c04988753c81bd60dfdda9b786",
    "library-hazard": "8e803aee530ee4cb0a3dc3ebef5584d5"
   },
   "mutants": {
    "k-below-1-branch-missing": "088e729a6ffaa5f224855d54689b9958",
    "2p-for-1-2p": "34cd3686090edbf4036fa8fe20aa43dd",
    "shape-not-moved": "d715b2f0a510b814fca473d9b9fcbd2b"
   },
   "counts": {
    "radial-law": [
     1
    ],
    "library-known-laws": [
     110
    ],
    "rate-k-above-1": [
     1,
     1
    ],
    "rate-k-below-1": [
     1,
     1,
     1,
     1
    ],
    "branches-meet": [
     1,
     1
    ],
    "branches-ordered": [
     1
    ],
    "library-rate": [
     12
    ],
    "library-rate-k-below-1": [
     8
    ],
    "library-radius": [
     18
    ],
    "library-radius-k-below-1": [
     18
    ],
    "library-drawn": [
     2,
     6
    ],
    "library-drawn-k-below-1": [
     2,
     6
    ],
    "library-hazard": [
     8
    ]
   }
  },
  "row-power-linf-l1": {
   "says": "cd3952be1f6a4372610271bb0d1bc942",
   "level": "instances",
   "parts": {
    "radial-law": "6e954eb981e26ee81b45de23b3a70a59",
    "rate": "e308ae88fa357ecc1e627b17ec5f814b",
    "derivative": "14f39afabc20633342b510db53a1cf72",
    "boundary": "cf46c2ecbc8f190734c5113acc5b4c84",
    "sigma": "77c8522bd4e4a31107183decd22a02b7",
    "library-radius": "9d75edc587954733ac6f90f7b63fd73f",
    "library-rate": "194bdd0eef4690daf023c8f7f2522efe",
    "library-beyond-plateau": "fe00447a627ec4cbbe1b00682641533b",
    "library-sigma": "fa7a7fc69bf526dfc01246f8f5d41c77"
   },
   "mutants": {
    "plateau-everywhere": "584bf5f06ead9883cde8238352c4224c",
    "a-for-a-minus-d": "70e07b9bea9f78aa3e14696188aa4a90",
    "sigma-off-by-one": "5106e72ae4b5b6302992e3dbca1f1f17"
   },
   "counts": {
    "radial-law": [
     1
    ],
    "rate": [
     1,
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "sigma": [
     1,
     1
    ],
    "library-radius": [
     6,
     3
    ],
    "library-rate": [
     4
    ],
    "library-beyond-plateau": [
     3,
     6
    ],
    "library-sigma": [
     2
    ]
   }
  },
  "row-power-linf-linf": {
   "says": "58fd3ed3e94c32fceaa61721d822df6e",
   "level": "instances",
   "parts": {
    "rate": "43c17c1bdc1ca2ad29b0ac26c6b28461",
    "bounded": "6b931547cf25ad8cd01f8a96ff2f38ff",
    "library-rate": "c98116c4098776b433fa713a1058d95a",
    "library-radius": "f34feee70a8e91a52d6ec62db7d2ba96",
    "library-drawn": "74710a22c5a75103adeb6efba7887467",
    "library-hazard": "aff6ec51ee7e7b4224f69b0ebc801f74"
   },
   "mutants": {
    "same-shape": "798627bb5a122ea7967929dc712331a6",
    "upper-tail": "acc38b8c50eaad74afed8b61a9d379c8"
   },
   "counts": {
    "rate": [
     1,
     1,
     1
    ],
    "bounded": [
     1
    ],
    "library-rate": [
     8
    ],
    "library-radius": [
     18
    ],
    "library-drawn": [
     2,
     6
    ],
    "library-hazard": [
     8
    ]
   }
  },
  "row-power-l2-level-set": {
   "says": "d2a2fcca25d1f45b639821fa6d14b36a",
   "level": "property",
   "parts": {
    "radial-law": "a97281d8c8476d0011f457871e1fdc79",
    "sigma": "2aa60c2183e4e0f82831327be1bcd227",
    "line": "148e7550f39e7d4677a38ee35bae9fdd",
    "library-line": "3d0c6688274d9b44f9a2ce3e88157028",
    "radius": "486c2254ac96f60dbab635be47c26d46",
    "library-sigma": "3f76b045c6c16ff400bf9ca3b3168e82"
   },
   "mutants": {
    "a-without-k": "17caf0ac4f7af8066be04263ac8cfb64",
    "sigma-not-over-d": "6984a8c881a7db3275a0b6cc5b370a95",
    "fisher-is-exact": "59a42d0ceb126bbdb8a00ccc4e1d3461"
   },
   "counts": {
    "radial-law": [
     1
    ],
    "sigma": [
     1
    ],
    "line": [
     1
    ],
    "library-line": [
     6
    ],
    "radius": [
     12,
     4,
     3
    ],
    "library-sigma": [
     2
    ]
   }
  },
  "row-exp-l2-k1-l2": {
   "says": "9b4fb9ea8d455d9743d20143f91ba7a3",
   "level": "instances",
   "parts": {
    "rate": "a7c85691f63f42943c3f8b3e24c1bab5",
    "derivative": "25c69cae9aa2bfaa243888835741243f",
    "boundary": "2e39fb17fce726cf0cdf6308b568eea9",
    "sigma": "1a86d04d0ae95f2599cfcd3e5c602302",
    "slope": "db170dd2b9169e24945c59f2be9f12fc",
    "library-rate": "fcdff10799973150e334c538b5e0267c",
    "library-sigma": "5246e239b651d192d5e313075980e076",
    "library-drawn": "a9713981fe17155abdf163dbe8915389"
   },
   "mutants": {
    "factor-d": "381a7b62663967955f9031878a9c7a78",
    "ball-shape": "5386a4e7b6eb741af4c59577c753a496",
    "shape-d-over-2": "0148ddf413ff8d0871f7b8ac93ba7276"
   },
   "counts": {
    "rate": [
     1,
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "sigma": [
     1,
     1
    ],
    "slope": [
     1
    ],
    "library-rate": [
     8
    ],
    "library-sigma": [
     2
    ],
    "library-drawn": [
     3,
     2,
     3
    ]
   }
  },
  "row-exp-l2-level-set": {
   "says": "121f8247f07a5be22c2c916ca7f2abd4",
   "level": "property",
   "parts": {
    "sphere-and-ball": "3ef2df0e6d551b5dc7b54f761983a5be",
    "sigma": "ce33939808eb7dc7e2a846c034e8c695",
    "three-dimensions": "c4b50f96d9fc52f092dd98db32f4e5a6",
    "beyond-differential": "c8c550ceb69e1af30ca57f1201054272",
    "library-three-dimensions": "a6a75cc421a50d776cf500d0c3867a4c",
    "radius": "ad4ab761bba9fcd25b3aa1c0934dd3ae",
    "gaussian-case": "3d8bbef1d46b0c461cee37a64f3dd3d3",
    "library-sigma": "c19e01e0fcc576cffb82c74a60c1b9d9"
   },
   "mutants": {
    "differential-is-exact": "ce3ccc9f0b837732181d13051207a257",
    "gamma-d-over-k": "0989101d02148df48c678845d64673fd",
    "ball-law": "ce801acfe848c8a4c56a1c89053da7e0"
   },
   "counts": {
    "sphere-and-ball": [
     1,
     1
    ],
    "sigma": [
     1
    ],
    "three-dimensions": [
     1,
     1,
     1
    ],
    "beyond-differential": [
     1
    ],
    "library-three-dimensions": [
     12
    ],
    "radius": [
     12,
     4,
     3,
     1
    ],
    "gaussian-case": [
     4
    ],
    "library-sigma": [
     2
    ]
   }
  },
  "row-exp-l1-l1": {
   "says": "f00b7d4c30a1f5afd4f54d9f92b2efec",
   "level": "instances",
   "parts": {
    "rate": "282bea352f039902b5fb3880c44a56ed",
    "radial-second-moment": "028ed245b95bc84b172dc82cb4223a03",
    "direction-second-moment": "304f06355aad98dc0f7c4e23331e5f35",
    "library-rate": "d88ba8ca73e9698e1b4d2500f71716ba",
    "library-rate-k-below-1": "98840bbb4d61a8315c7e31d6397993d9",
    "library-radius": "89628ca72ffa66ba4343372ee5aa1462",
    "library-sigma": "0f1cefcc83f1a1b19c1efbbb6a3f0d70",
    "library-drawn": "5031e02af67a245756f913287be79a16",
    "library-drawn-k-below-1": "bc7ca499ed65f2e81c0920bb4e16a2d2"
   },
   "mutants": {
    "k-below-1-branch-missing": "088e729a6ffaa5f224855d54689b9958",
    "sigma-uniform": "45e34220998ef28ef7b6c424c3603dfc"
   },
   "counts": {
    "rate": [
     1
    ],
    "radial-second-moment": [
     1
    ],
    "direction-second-moment": [
     1
    ],
    "library-rate": [
     8
    ],
    "library-rate-k-below-1": [
     4
    ],
    "library-radius": [
     18
    ],
    "library-sigma": [
     2
    ],
    "library-drawn": [
     2,
     6
    ],
    "library-drawn-k-below-1": [
     2,
     6
    ]
   }
  },
  "row-iid-exp-log-concave-l1": {
   "says": "8ceac17b428d9ab6867544005e7ceec9",
   "level": "instances",
   "parts": {
    "library-near-half": "e9645a5b0f53a4875c44d6fda3d6a1f5",
    "normalized": "0cc9add7bfe8845a747ea4ba817979e8",
    "rate": "972806a782e4d71cb1e78f4e75cebd27",
    "derivative": "6b572a31447bf2d853bac83e6c1fd1a3",
    "boundary": "62e7e02ae71179082418c245a1d47e1a",
    "tight": "4b77f361a968ab0041850346504d1333",
    "sigma": "14ca7b19a2d118a0872082a646534d14",
    "laplace-and-gaussian": "86349ed8271ed0b8f53bf95baab9f1fe",
    "library-radius": "f24a1421876872a590615578c8b3abb9",
    "library-rate": "2a975c927a5d3b4ae38d2083902e7071",
    "library-sigma": "bde46c7320f5ba1a63da90b279d44f88",
    "library-drawn": "5de1381513eab1a41ecf544739bc2e10",
    "library-drawn-radius": "3bb92c37517db4a25ad8f2fdd54ee0df"
   },
   "mutants": {
    "root-forgotten": "3168be864e17a463bafecd6784da2bcf",
    "all-s": "38e0d4878e0eb5e72fe5baa36d5f1679"
   },
   "counts": {
    "library-near-half": [
     12,
     12
    ],
    "normalized": [
     1
    ],
    "rate": [
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "tight": [
     1
    ],
    "sigma": [
     1
    ],
    "laplace-and-gaussian": [
     1,
     1
    ],
    "library-radius": [
     18
    ],
    "library-rate": [
     4
    ],
    "library-sigma": [
     2
    ],
    "library-drawn": [
     2,
     3
    ],
    "library-drawn-radius": [
     3
    ]
   }
  },
  "row-iid-exp-log-convex-l1": {
   "says": "b9b4eb52dcf1cf43214a1f406b894785",
   "level": "instances",
   "parts": {
    "library-limit": "03ca57536ab99e59d90e7bd309f121fc",
    "normalized": "1abc81fcc2b4cb12d7c4d9096d3e81d6",
    "rate": "d22bcf23785d504b1a0c4c6f17bd5bb7",
    "derivative": "8da0f5f9cc217295f56e22bbeed5af51",
    "boundary": "c5dc44443c1438c9f139686c54b03ec6",
    "sigma": "0ad1f5e906b37b0d0841599b1ce7c076",
    "library-radius": "2bf5bea7c5882370bef57aea683aa317",
    "library-rate": "a6f9636fe1b88430247e2a0dda8b37c7",
    "library-radius-other-s": "ac575c36d9a095a82c1d9e9f963d9feb",
    "library-sigma": "260ad8c808322701136536a180b3779b",
    "library-drawn": "8a1c26ce5d4bdaa35da7f7911584686c",
    "library-drawn-half": "be0b9deff0b1e9208c696286710c043c"
   },
   "mutants": {
    "quantile-tail": "7729e1d57c4684181edebc73dae0f1e3",
    "sigma-first-moment": "4dcaacd31fbf6d5359974fd288394cbc",
    "log-concave-rate": "6678718846d45b6ee4599a159ddec83e"
   },
   "counts": {
    "library-limit": [
     12
    ],
    "normalized": [
     1
    ],
    "rate": [
     1,
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1,
     1,
     1,
     1,
     1,
     1
    ],
    "sigma": [
     1,
     1
    ],
    "library-radius": [
     6
    ],
    "library-rate": [
     8
    ],
    "library-radius-other-s": [
     9
    ],
    "library-sigma": [
     1
    ],
    "library-drawn": [
     2,
     3,
     6
    ],
    "library-drawn-half": [
     12
    ]
   }
  },
  "row-iid-pareto-l1": {
   "says": "b6e4cb9ee4088d554333176d3cc00293",
   "level": "instances",
   "parts": {
    "normalized": "1c3d3e69d68aa0e477848e8072394e24",
    "rate": "50647106cacea434ff0c5ff212ad76da",
    "derivative": "985b968c8951c8396dc5a6ad2f38494e",
    "boundary": "00a2fce87200ec19e62bf25d2ffaf1af",
    "sigma": "6e61c34db102a414c267a50ffe51c148",
    "library-radius": "eca28c2373abd98132b1764507332f7c",
    "library-rate": "e0451252cdc5af96039f29a5b366c048",
    "library-sigma": "76a6893f9729b1064d1ac2f25b2c8f10",
    "library-drawn": "5528017a35b3866a8133c6696d2606f6"
   },
   "mutants": {
    "exponent": "3da7babe286e637d5516ca9e8477b779",
    "density-rate": "56c39bfe14d6bf60e780b8a334b3a9ae",
    "sigma": "50a27cebdcf56c226027e1dd7ba4b0cf"
   },
   "counts": {
    "normalized": [
     1
    ],
    "rate": [
     1,
     1
    ],
    "derivative": [
     1
    ],
    "boundary": [
     1
    ],
    "sigma": [
     1
    ],
    "library-radius": [
     12
    ],
    "library-rate": [
     4
    ],
    "library-sigma": [
     1
    ],
    "library-drawn": [
     9,
     5,
     20
    ]
   }
  },
  "vet": {
   "says": "7d05869bc940d10f7ea383029f3c0645",
   "level": "property",
   "parts": {
    "library-shapes": "81fadfdfec31b95d117747b3eb9543eb",
    "library-inner-balls": "ced444dd02e0862fb267236cd2864965",
    "library-scale": "93881571b79214261670f1f9ce4155f8",
    "library-jumps": "aa97b1418c9e9d75c0b48c09cf244676",
    "at-most-one": "888ef6188e3255b451fea169878f5b24",
    "invariant": "c6d69f79d228b0b9a020a56288f8a69a",
    "coverage": "f051f38843494fc85812edb3b3f59927",
    "library-verdict": "2227cbb7c1e564e71a6a80051061d091",
    "library-reports": "5014b4438b079da4df67d3f6870dfc78",
    "library-ends": "0d543df1da6b5a6f96b5d8938b6fa01b"
   },
   "mutants": {
    "crystal-of-the-dual": "f59e156c9c31146342e57d108e837c3e",
    "adversary-left-behind": "794c157e9f4eea7530a635e5338d8abe",
    "error-by-n": "ee0be907506f46cb686dcc1efe8dd2b0"
   },
   "counts": {
    "library-shapes": [
     2
    ],
    "library-inner-balls": [
     6
    ],
    "library-scale": [
     1,
     8
    ],
    "library-jumps": [
     4
    ],
    "at-most-one": [
     12
    ],
    "invariant": [
     12
    ],
    "coverage": [
     3
    ],
    "library-verdict": [
     12
    ],
    "library-reports": [
     23,
     1
    ],
    "library-ends": [
     3
    ]
   }
  },
  "vet-coverage": {
   "says": "baac1bbd533cf7117d6320f728be380e",
   "level": "statistical",
   "parts": {
    "known-noises": "43f62137d27cde6cc5e94a9acde4d6b9",
    "shares": "e7068173640e739c2d6d872b953ae1f3",
    "library-samples": "905ec6fa3b6bd95d736b4d69ec06d55d"
   },
   "mutants": {
    "half-intervals": "0cd4fa1d0c1b124e462cc5c6f9165966"
   },
   "counts": {
    "known-noises": [
     4
    ],
    "shares": [
     3
    ],
    "library-samples": [
     1,
     1,
     1,
     1
    ]
   }
  },
  "vet-enclosure": {
   "says": "00bdcf6fd763e77ddabcd0e5ecdb2d2d",
   "level": "instances",
   "parts": {
    "rounding": "027070ea1879ccf09d3fc758cdb54436",
    "cells": "af60f9a877ff157c46c9ec6cf78563cd",
    "tails": "4b9548ff1ab287d98aad6171f6653c21",
    "slopes": "cb2d3a94ed22a02934c8a239dd5f6381",
    "levels": "680725369fa9edf71f9b0f72baf9d310",
    "radii": "9c74009e36e6b5fe43fca8e284578be6",
    "independent": "675f2be87e193520300e17dcf39f9720",
    "forms": "6624a45e87a75aacafb6e51c1c791c31",
    "independent-radii": "7facb358bf8243ab6e982b221a916bed",
    "library-formulas": "4482126c4b6da28dbf60e86d38e0c4e6",
    "library-shapes-of-formulas": "528a1cc636f5ce868585e16b4f55ad9e",
    "library-structure-of-formulas": "3ba39eb00b6601a53f147b200b0dc09d",
    "library-half-line": "2d2c9488099cf68b7329acf6a74c8b9d",
    "library-cells": "ba6e4e31a54deaed7491ab81fe95d7f7",
    "library-doors-of-noises": "c1e8f3809cfec5316517fcb7c99480a5",
    "library-rounding": "67b6a25b0167b749b1b177b386255f7b",
    "library-analysis": "c1c5eda9ea3279977471469efe4e1fa1",
    "library-known-functions": "75e617ff1663c586decc58d3d2a4f3db"
   },
   "mutants": {
    "no-widening": "54aa4356344a59804b2a14a0e0051063",
    "mean-narrowed": "6573f9f93b84f12920a6def14d5e1aca",
    "cell-dropped": "a49fb092646afafa8c808055f7127269",
    "tail-forgotten": "ddcb88489df66caf81df10dfe7c5f7a5",
    "even-means-mirrored": "f96e0e03e6abebb5642c19e448aaebc5",
    "levels-of-a-quarter": "6977635e1c30606f48263af68620304a",
    "rate-below-its-chord": "5b30c65453c65a91e0a56a09a9ce0551",
    "independent-mean": "491e43c9e0bcd4cb070f5789a83f7c12",
    "forms-add-up": "7cd99363e25831f031f70472b2be9714",
    "determinant-forgotten": "b5602c922a0620d18bccb785bf2757c3",
    "independent-least-variation": "0f425497f716a11fef06e7970ea2e757"
   },
   "counts": {
    "rounding": [
     24
    ],
    "cells": [
     36,
     2
    ],
    "tails": [
     8
    ],
    "slopes": [
     6
    ],
    "levels": [
     4
    ],
    "radii": [
     3
    ],
    "independent": [
     28
    ],
    "forms": [
     36
    ],
    "independent-radii": [
     3
    ],
    "library-formulas": [
     469,
     434,
     12
    ],
    "library-shapes-of-formulas": [
     3
    ],
    "library-structure-of-formulas": [
     1,
     1
    ],
    "library-half-line": [
     1,
     1,
     1,
     1
    ],
    "library-cells": [
     1,
     1,
     1
    ],
    "library-doors-of-noises": [
     1,
     1,
     1
    ],
    "library-rounding": [
     53,
     29,
     16
    ],
    "library-analysis": [
     4,
     13,
     124,
     7
    ],
    "library-known-functions": [
     22,
     29
    ]
   }
  }
 }
};
