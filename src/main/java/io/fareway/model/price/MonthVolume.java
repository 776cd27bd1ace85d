package io.fareway.model.price;

/**
 * What a deployment was used for in a calendar month (UTC), before the call in question.
 *
 * @param tokens of all classes
 * @param requests calls that used anything
 */
public record MonthVolume(long tokens, long requests) {

    /** The first call of a month. */
    public static final MonthVolume NONE = new MonthVolume(0, 0);
}
