package io.fareway.report;

/** A cost table as it is sent. */
public record CostDocument(String contentType, String text) {}
