// Every message and service that the core answers, generated from proto/eddy.
export * from "./gen/eddy/api/board_pb.js";
export * from "./gen/eddy/api/content_pb.js";
export * from "./gen/eddy/api/core_pb.js";
export * from "./gen/eddy/api/days_pb.js";
export * from "./gen/eddy/api/error_pb.js";
export * from "./gen/eddy/api/exchange_pb.js";
export * from "./gen/eddy/api/insights_pb.js";
export * from "./gen/eddy/api/journal_pb.js";
export * from "./gen/eddy/api/player_pb.js";
export * from "./gen/eddy/api/settings_pb.js";
export * from "./gen/eddy/api/sync_pb.js";
export * as content from "./content.js";
export * as records from "./records.js";
