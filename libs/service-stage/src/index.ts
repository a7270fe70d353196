export { jsonOf, Neighbour, type NeighbourAnswer, type NeighbourCall } from './neighbour.js';
export {
  backOffice,
  endUser,
  openStage,
  ServiceStage,
  type Answer,
  type PlayedService,
  type StageParts,
} from './service-stage.js';
