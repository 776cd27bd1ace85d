package io.fareway.routing.checks;

/** Text for a regular expression of somebody else's, which may look at it only so often. Of use for one match. */
final class BoundedText implements CharSequence {

    /** Enough for any expression over a long answer that does not try all combinations. */
    private static final int MOST_LOOKS = 5_000_000;

    private final String text;
    private int looks;

    BoundedText(String text) {
        this.text = text;
    }

    /** The expression needs more steps than it may take. */
    static final class ExhaustedException extends RuntimeException {

        ExhaustedException() {
            super("the expression takes more than " + MOST_LOOKS + " steps", null, false, false);
        }
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new ExhaustedException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
