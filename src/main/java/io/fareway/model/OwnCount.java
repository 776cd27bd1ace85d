package io.fareway.model;

import java.util.OptionalLong;

/**
 * What the gateway's own tokenizer counts for an attempt, to be compared with what its provider reports.
 *
 * @param prompt tokens of the prompt; empty when they were not counted
 * @param answer tokens of the answer's text; empty when they were not counted: that is done for a sample only
 */
public record OwnCount(OptionalLong prompt, OptionalLong answer) {

    /** Nothing counted. */
    public static final OwnCount NONE = new OwnCount(OptionalLong.empty(), OptionalLong.empty());
}
