package io.trivet.server.config;

/// One pair of CONFIG SET: an option's name and its value as one text.
public record Setting(String name, String value) {}
