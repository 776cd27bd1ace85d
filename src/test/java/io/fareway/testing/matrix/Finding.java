package io.fareway.testing.matrix;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What was found in one cell.
 *
 * @param notes what is lost, in the words in which the gateway itself reports it
 */
public record Finding(Grade grade, Set<String> notes) {

    private static final Pattern PLACE = Pattern.compile("^messages\\[\\d+](?:\\.content)?(?:\\[\\d+])?\\.? ?");
    private static final Pattern BRACKETS = Pattern.compile("^\\((.*)\\)$");

    /** How much of it works. */
    public enum Grade {
        /** The caller's bytes reach the provider, and the provider's the caller. */
        SAME,
        /** Everything is told both ways. */
        FULL,
        /** Some of it cannot be said. */
        PARTIAL,
        /** What it is about cannot be said. */
        NONE
    }

    public Finding {
        notes = new LinkedHashSet<>(notes);
    }

    /** Handed on as it is. */
    public static Finding same() {
        return new Finding(Grade.SAME, Set.of());
    }

    /** Translated, with these losses as the gateway names them. */
    public static Finding translated(List<String> losses, boolean essenceIsLost) {
        Set<String> notes = new LinkedHashSet<>();
        losses.forEach(loss -> notes.add(withoutPlace(loss)));
        Grade grade = essenceIsLost ? Grade.NONE : losses.isEmpty() ? Grade.FULL : Grade.PARTIAL;
        return new Finding(grade, notes);
    }

    /** This one plain and the other streamed: the worse of both, with what only the stream loses marked so. */
    public Finding and(Finding streamed) {
        Set<String> all = new LinkedHashSet<>(notes);
        streamed.notes.forEach(note -> {
            if (!notes.contains(note)) {
                all.add("streamed: " + note);
            }
        });
        return new Finding(grade.compareTo(streamed.grade) >= 0 ? grade : streamed.grade, all);
    }

    private static String withoutPlace(String loss) {
        String what = BRACKETS.matcher(PLACE.matcher(loss).replaceFirst("")).replaceFirst("$1");
        return what.isEmpty() ? loss : what;
    }
}
