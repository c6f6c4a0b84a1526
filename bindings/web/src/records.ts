// What is kept: the messages of proto/eddy/records.
export * from "./gen/eddy/records/entry_pb.js";
export * from "./gen/eddy/records/journal_pb.js";
export * from "./gen/eddy/records/own_pb.js";
