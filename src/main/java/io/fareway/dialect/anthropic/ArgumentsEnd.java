package io.fareway.dialect.anthropic;

/** Follows a JSON object that arrives in pieces and tells when it is whole. */
final class ArgumentsEnd {

    private int depth;
    private boolean inText;
    private boolean escaped;
    private boolean whole;

    /** Takes the next piece. */
    void take(String piece) {
        for (int i = 0; i < piece.length() && !whole; i++) {
            take(piece.charAt(i));
        }
    }

    private void take(char next) {
        if (inText) {
            inText = escaped || next != '"';
            escaped = !escaped && next == '\\';
        } else if (next == '"') {
            inText = true;
        } else if (next == '{' || next == '[') {
            depth++;
        } else if (next == '}' || next == ']') {
            depth--;
            whole = depth == 0;
        }
    }

    /** Whether the object's last brace has come. */
    boolean isWhole() {
        return whole;
    }
}
