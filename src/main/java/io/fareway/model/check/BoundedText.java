package io.fareway.model.check;

/** Text for a regular expression, each look at which is a step. */
final class BoundedText implements CharSequence {

    private final String text;
    private final Steps steps;

    BoundedText(String text, Steps steps) {
        this.text = text;
        this.steps = steps;
    }

    @Override
    public char charAt(int index) {
        steps.take(1);
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
