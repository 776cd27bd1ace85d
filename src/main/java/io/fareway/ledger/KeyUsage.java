package io.fareway.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What the ledger says the keys of providers were used for, day by day. */
public interface KeyUsage {

    /**
     * Calls opened since a moment, without those that this gateway has made since it was started.
     *
     * @param started when this gateway was started
     */
    List<Day> since(Instant moment, Instant started);

    /**
     * The use of one key on one day.
     *
     * @param key its name
     * @param day in UTC
     * @param requests calls that began
     * @param tokens of prompts and answers
     */
    record Day(String provider, String key, LocalDate day, long requests, long tokens) {}
}
