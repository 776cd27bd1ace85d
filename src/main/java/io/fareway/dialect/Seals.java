package io.fareway.dialect;

import io.fareway.model.conversation.Dialect;

/**
 * Marks signed or encrypted thoughts with the vendor that made them. Only that vendor can read them; any other refuses the
 * whole request. Callers send them back turn after turn, and the next turn may be answered elsewhere, so the mark travels
 * inside the text that callers keep for us.
 */
public final class Seals {

    private static final String MARK = "fareway:";

    private Seals() {}

    /** The seal with its origin; one that carries an origin already keeps it. Empty stays empty. */
    public static String mark(Dialect origin, String seal) {
        return seal.isEmpty() || seal.startsWith(MARK) ? seal : markOf(origin) + seal;
    }

    /** The seal as that vendor made it; one of another vendor stays as it is. */
    public static String unmark(Dialect origin, String seal) {
        return isFrom(origin, seal) ? seal.substring(markOf(origin).length()) : seal;
    }

    /** Whether that vendor made it. */
    public static boolean isFrom(Dialect origin, String seal) {
        return seal.startsWith(markOf(origin));
    }

    /** Whether it carries the mark of any vendor. */
    public static boolean isMarked(String seal) {
        return seal.startsWith(MARK);
    }

    private static String markOf(Dialect origin) {
        return MARK + origin.label() + ":";
    }
}
