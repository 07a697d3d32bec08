export { everyView } from '../../src/messages/views/samples.ts';
