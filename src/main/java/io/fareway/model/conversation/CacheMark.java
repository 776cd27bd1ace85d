package io.fareway.model.conversation;

/** A caller's mark that everything up to here is worth caching at the provider, and for how long. */
public enum CacheMark {
    /** About five minutes. */
    FIVE_MINUTES,
    /** About an hour. */
    ONE_HOUR
}
