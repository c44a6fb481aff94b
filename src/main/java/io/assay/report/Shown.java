package io.assay.report;

/**
 * Text that came with the data, made fit for human eyes: nothing in it moves the cursor, breaks a line or turns the
 * direction of what follows, and none of it is longer than asked for. It is not escaped for any markup yet.
 */
public final class Shown {

    /** No text is shown at greater length than this, not even where all of it is wanted. */
    static final int LONGEST = 1_000;

    private static final int REPLACEMENT = 0xFFFD;

    private Shown() {}

    /** All of the text with control characters made visible. */
    public static String whole(String text) {
        return text(text, Integer.MAX_VALUE);
    }

    /** The same for a text of several lines, which stay lines; so do the tabs that begin them. */
    public static String lines(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> shown.appendCodePoint(point == '\n' || point == '\t' ? point : visible(point)));
        return shown.toString();
    }

    /** The text with control characters made visible and cut at {@link #LONGEST}. */
    static String text(String text) {
        return text(text, LONGEST);
    }

    /** The text with control characters made visible, cut to so many code points with an ellipsis. */
    static String text(String text, int longest) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), longest));
        int at = 0;
        for (int points = 0; at < text.length(); points++) {
            int point = text.codePointAt(at);
            int next = at + Character.charCount(point);
            if (points == longest - 1 && next < text.length()) {
                return shown.append('\u2026').toString();
            }
            shown.appendCodePoint(visible(point));
            at = next;
        }
        return shown.toString();
    }

    private static int visible(int point) {
        if (point < 0x20) {
            return 0x2400 + point; // the Unicode pictures of control characters
        }
        boolean control = Character.isISOControl(point);
        boolean separator = point == 0x2028 || point == 0x2029;
        boolean turnsDirection = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        boolean noCharacter = Character.getType(point) == Character.SURROGATE || (point & 0xFFFE) == 0xFFFE;
        return control || separator || turnsDirection || noCharacter ? REPLACEMENT : point;
    }
}
