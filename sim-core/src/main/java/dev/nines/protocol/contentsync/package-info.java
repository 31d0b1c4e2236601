package dev.nines.protocol.contentsync;
