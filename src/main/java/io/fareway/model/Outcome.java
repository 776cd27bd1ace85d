package io.fareway.model;

/** How an attempt ended. */
public enum Outcome {
    /** The provider answered and the answer was whole. */
    ANSWERED,
    /** The provider refused the request as the caller's fault; its refusal went to the caller. */
    REFUSED,
    /** The provider failed: an error status, no connection, a timeout, a broken answer. */
    FAILED,
    /** The caller went away before the answer was whole. */
    CANCELLED,
    /** The gateway stopped while the call was under way: the provider may have answered and charged. */
    UNCERTAIN
}
