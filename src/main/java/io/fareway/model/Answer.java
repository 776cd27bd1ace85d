package io.fareway.model;

/**
 * What a caller gets in the end.
 *
 * @param status HTTP status
 * @param contentType for example {@code application/json}
 * @param body the bytes; of a stream, the last events that are sent once everything is booked
 */
public record Answer(int status, String contentType, byte[] body) {}
