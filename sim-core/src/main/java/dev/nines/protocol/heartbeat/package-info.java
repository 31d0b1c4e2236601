package dev.nines.protocol.heartbeat;
