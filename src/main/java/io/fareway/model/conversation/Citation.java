package io.fareway.model.conversation;

/**
 * Where a statement of an answer comes from.
 *
 * @param url address of the source; empty when it is a document of the request
 * @param title title of the source; empty when unknown
 * @param cited the words of the source; empty when the provider does not quote them
 * @param start first character of the answer's text that it supports; -1 when the provider does not say
 * @param end the character after the last; -1 when the provider does not say
 */
public record Citation(String url, String title, String cited, int start, int end) {}
