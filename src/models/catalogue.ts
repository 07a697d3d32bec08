/** What a model is for; the first that is there, in the order of the catalogue, does it. */
export type ModelTask = 'face-detect' | 'face-embed' | 'liveness-1' | 'liveness-2' | 'object-detect' | 'appearance';

/** How an embedder wants its pixels: (byte - mean) * scale. */
export interface EmbedderInput {
  mean: number;
  scale: number;
}

/** What is known of an embedder beyond its file. */
export interface EmbedderFacts {
  /** Which embedder made a vector; vectors of different ones are never compared. */
  id: string;
  input: EmbedderInput;
  /** Cosine from which two faces are one person, and from which it is not sure. */
  threshold: number;
  unsureFrom: number;
}

export interface CatalogueModel {
  name: string;
  /** Null for what nothing in SafeNest uses yet: it is known by its hash, and fetched only where it is named. */
  task: ModelTask | null;
  title: string;
  /** Names its file goes by; the first is what it is stored as. */
  files: readonly [string, ...string[]];
  /** Bytes. */
  size: number;
  /** Hexadecimal. */
  sha256: string;
  licence: string;
  /** Shapes, as the model's file says them: batch, channels, height, width. */
  input: string;
  output: string;
  /** Other copies of the same weights that are known by their hash and do as well. */
  copies?: readonly { size: number; sha256: string }[];
  /** Where it is published, tried in this order; none where it was converted and is not published so, see docs/models.md. */
  addresses: readonly string[];
  /** Of embedders only. */
  embedder?: EmbedderFacts;
}

const ARCFACE_INPUT: EmbedderInput = { mean: 127.5, scale: 1 / 127.5 };
const OPENCV_ZOO = 'https://github.com/opencv/opencv_zoo/raw/main/models';
const HUGGING_FACE = 'https://huggingface.co/opencv';

/** Every model SafeNest knows, best first for each task. */
export const CATALOGUE: readonly CatalogueModel[] = [
  {
    name: 'yunet-n',
    task: 'face-detect',
    title: 'finds faces, in pictures of any shape',
    files: ['yunet_n_dynamic.onnx'],
    size: 322_906,
    sha256: '104ee26c71d5c270ce79a6b3dced91c91013260d29a6bf18f9296c5b8c4c2b12',
    licence: 'Apache-2.0',
    input: '[N, 3, H, W]',
    output: 'scores, boxes and 5 points at strides 8, 16, 32',
    addresses: [
      'https://raw.githubusercontent.com/ShiqiYu/libfacedetection.train/0047ac24afb1a50a0c6105001c89d1b5b805dbf1/onnx/yunet_n_dynamic.onnx',
    ],
  },
  {
    name: 'yunet-2023mar',
    task: 'face-detect',
    title: 'finds faces',
    files: ['face_detection_yunet_2023mar.onnx', 'yunet_s_640_640.onnx'],
    size: 232_589,
    sha256: '8f2383e4dd3cfbb4553ea8718107fc0423210dc964f9f4280604804ed2552fa4',
    licence: 'MIT',
    input: '[1, 3, 640, 640]',
    output: 'scores, boxes and 5 points at strides 8, 16, 32',
    addresses: [
      `${OPENCV_ZOO}/face_detection_yunet/face_detection_yunet_2023mar.onnx`,
      `${HUGGING_FACE}/face_detection_yunet/resolve/main/face_detection_yunet_2023mar.onnx`,
    ],
  },
  {
    name: 'mfn-s8-v1',
    task: 'face-embed',
    title: 'tells faces apart, small and fast',
    files: ['espressif_mfn_s8_v1.onnx'],
    size: 1_299_708,
    sha256: 'd964c1559739707b7fd917170ce95bbd1433208f0777a0947f4d9b82c2f0f053',
    licence: 'MIT',
    input: '[N, 3, 112, 112]',
    output: '[N, 1, 1, 512]',
    addresses: [],
    embedder: { id: 'mfn-s8-v1', input: ARCFACE_INPUT, threshold: 0.4, unsureFrom: 0.32 },
  },
  {
    name: 'sface-2021dec',
    task: 'face-embed',
    title: 'tells faces apart',
    files: ['face_recognition_sface_2021dec.onnx'],
    size: 38_696_353,
    sha256: '0ba9fbfa01b5270c96627c4ef784da859931e02f04419c829e83484087c34e79',
    licence: 'Apache-2.0',
    input: '[1, 3, 112, 112]',
    output: '[1, 128]',
    addresses: [
      `${OPENCV_ZOO}/face_recognition_sface/face_recognition_sface_2021dec.onnx`,
      `${HUGGING_FACE}/face_recognition_sface/resolve/main/face_recognition_sface_2021dec.onnx`,
    ],
    // Its own first layers subtract the mean. Its publishers give 0.363 for two pictures; among many people more is asked for.
    embedder: { id: 'sface-2021dec', input: { mean: 0, scale: 1 }, threshold: 0.42, unsureFrom: 0.33 },
  },
  {
    name: 'minifasnet-2.7',
    task: 'liveness-1',
    title: 'tells a living face from a picture of one, near',
    files: ['minifasnet_1.onnx'],
    size: 1_826_146,
    sha256: '98d8066fd0b93dcad9717203a6e3935ea2cd96980373e216bf47fa497a328df9',
    licence: 'Apache-2.0',
    input: '[N, 3, 80, 80]',
    output: '[N, 3]',
    addresses: [],
  },
  {
    name: 'minifasnet-4.0',
    task: 'liveness-2',
    title: 'tells a living face from a picture of one, with its surroundings',
    files: ['minifasnet_2.onnx'],
    size: 1_820_674,
    sha256: 'a21d88f01c8400e32efce5caccda3806d221c3a6efaefc052d1552da95a0830b',
    licence: 'Apache-2.0',
    input: '[N, 3, 80, 80]',
    output: '[N, 3]',
    addresses: [],
  },
  {
    name: 'yolox-nano',
    task: 'object-detect',
    title: 'finds people, vehicles and animals',
    files: ['yolox_nano.onnx'],
    size: 3_659_407,
    sha256: 'c789161ed43c8269fcd4e67c67eeeb4e80c622da2eb296a20bc6007bd18a0b7d',
    copies: [{ size: 3_660_092, sha256: '695e750a5d5754bb5a8d5325643b59282191a7e7a564e435a415fd3c578eab14' }],
    licence: 'Apache-2.0',
    input: '[1, 3, 416, 416]',
    output: '[1, 3549, 85]',
    addresses: ['https://github.com/Megvii-BaseDetection/YOLOX/releases/download/0.1.1rc0/yolox_nano.onnx'],
  },
  {
    name: 'osnet-s8-v1',
    task: 'appearance',
    title: 'tells how people are dressed, to know an unknown visitor again the same day',
    files: ['espressif_osnet_s8_v1.onnx'],
    size: 491_587,
    sha256: 'd600f8a783bd371ee184a96ff3cada9c54d1a3d87f6e32f1a34f037b7e7c4b6e',
    licence: 'MIT',
    input: '[N, 3, 192, 96]',
    output: '[N, 512]',
    addresses: [],
  },
  {
    name: 'mediapipe-palm',
    task: null,
    title: 'finds palms, for gestures',
    files: ['palm_detection_mediapipe_2023feb.onnx'],
    size: 3_905_734,
    sha256: '78ff51c38496b7fc8b8ebdb6cc8c1abb02fa6c38427c6848254cdaba57fcce7c',
    licence: 'Apache-2.0',
    input: 'not run by us',
    output: 'boxes and 7 points',
    addresses: [
      `${OPENCV_ZOO}/palm_detection_mediapipe/palm_detection_mediapipe_2023feb.onnx`,
      `${HUGGING_FACE}/palm_detection_mediapipe/resolve/main/palm_detection_mediapipe_2023feb.onnx`,
    ],
  },
  {
    name: 'mediapipe-hand',
    task: null,
    title: 'finds the 21 points of a hand, for gestures',
    files: ['handpose_estimation_mediapipe_2023feb.onnx'],
    size: 4_099_621,
    sha256: 'db0898ae717b76b075d9bf563af315b29562e11f8df5027a1ef07b02bef6d81c',
    licence: 'Apache-2.0',
    input: 'not run by us',
    output: '21 points and how sure they are',
    addresses: [
      `${OPENCV_ZOO}/handpose_estimation_mediapipe/handpose_estimation_mediapipe_2023feb.onnx`,
      `${HUGGING_FACE}/handpose_estimation_mediapipe/resolve/main/handpose_estimation_mediapipe_2023feb.onnx`,
    ],
  },
  {
    name: 'mediapipe-person',
    task: null,
    title: 'finds people with hips and shoulders, for the next one',
    files: ['person_detection_mediapipe_2023mar.onnx'],
    size: 11_990_159,
    sha256: '47fd5599d6fa17608f03e0eb0ae230baa6e597d7e8a2c8199fe00abea55a701f',
    licence: 'Apache-2.0',
    input: '[1, 3, 224, 224]',
    output: 'boxes, 4 points and scores',
    addresses: [
      `${OPENCV_ZOO}/person_detection_mediapipe/person_detection_mediapipe_2023mar.onnx`,
      `${HUGGING_FACE}/person_detection_mediapipe/resolve/main/person_detection_mediapipe_2023mar.onnx`,
    ],
  },
  {
    name: 'mediapipe-pose',
    task: null,
    title: 'finds the 33 points of a body, for gestures and falls',
    files: ['pose_estimation_mediapipe_2023mar.onnx'],
    size: 5_557_238,
    sha256: '9d89c599319a18fb7d2e28451a883476164543182bafca5f09eb2cf767ed2f3f',
    licence: 'Apache-2.0',
    input: '[1, 256, 256, 3]',
    output: '[1, 195], score, mask, heat map, [1, 117]',
    addresses: [
      `${OPENCV_ZOO}/pose_estimation_mediapipe/pose_estimation_mediapipe_2023mar.onnx`,
      `${HUGGING_FACE}/pose_estimation_mediapipe/resolve/main/pose_estimation_mediapipe_2023mar.onnx`,
    ],
  },
];

/** What an embedder that is not in the catalogue is taken for: one trained and fed as ArcFace is. */
export const customEmbedder = (sha256: string, threshold = 0.45): EmbedderFacts => ({
  id: `custom-${sha256.slice(0, 8)}`,
  input: ARCFACE_INPUT,
  threshold,
  unsureFrom: Math.round((threshold - 0.1) * 1000) / 1000,
});
