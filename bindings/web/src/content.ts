// What practices and cards are made of: the messages of proto/eddy/content.
export * from "./gen/eddy/content/pack_pb.js";
export * from "./gen/eddy/content/player_pb.js";
