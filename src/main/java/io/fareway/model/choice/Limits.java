package io.fareway.model.choice;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** How two limits become one. */
final class Limits {

    private Limits() {}

    static <T extends Comparable<? super T>> Optional<T> lower(Optional<T> one, Optional<T> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.get().compareTo(other.get()) <= 0 ? one : other;
    }

    static <T> Optional<Set<T>> common(Optional<Set<T>> one, Optional<Set<T>> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        Set<T> both = new HashSet<>(one.get());
        both.retainAll(other.get());
        return Optional.of(Set.copyOf(both));
    }

    static <T> Set<T> together(Set<T> one, Set<T> other) {
        Set<T> all = new HashSet<>(one);
        all.addAll(other);
        return Set.copyOf(all);
    }
}
