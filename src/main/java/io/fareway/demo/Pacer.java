package io.fareway.demo;

/** Lets time pass between the parts of an answer. */
@FunctionalInterface
interface Pacer {

    /**
     * Returns at that instant, at once when it is past.
     *
     * @param nanoTime instant of {@link System#nanoTime()}
     * @throws InterruptedException when the process stops meanwhile
     */
    void until(long nanoTime) throws InterruptedException;
}
