/** What may reckon a model: this machine's processor, or a device that ONNX Runtime reaches by one of its execution providers. */
export const MODEL_DEVICES = ['cpu', 'cuda', 'webgpu', 'coreml', 'directml'] as const;
export type ModelDevice = (typeof MODEL_DEVICES)[number];
