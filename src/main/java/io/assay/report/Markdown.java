package io.assay.report;

import java.util.List;

/** Text, paragraphs and tables of Markdown as code hosts render it, from texts that may hold anything. */
final class Markdown {

    private static final String ALWAYS = "\\`*{}[]<>|~!$^\"'&";

    private Markdown() {}

    /** A name, at most {@link Sentence#NAME} code points of it. */
    static String name(String name) {
        return text(name, Sentence.NAME);
    }

    /**
     * Text that renders as exactly itself: no markup, no link, nobody mentioned, no issue referred to. It is cut to so
     * many code points before escaping, and no code point becomes more than nine characters.
     */
    static String text(String raw, int longest) {
        String text = Shown.text(raw, longest);
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@' || c == '#') {
                // A comment is invisible and keeps the host from seeing a mention or a reference.
                escaped.append(c == '#' ? "\\#" : "@").append("<!-- -->");
            } else if (ALWAYS.indexOf(c) >= 0 || isMarkupHere(text, i)) {
                escaped.append('\\').append(c);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Characters that mean something only where they stand, left alone elsewhere so that the source stays readable. */
    private static boolean isMarkupHere(String text, int at) {
        return switch (text.charAt(at)) {
            case '_' -> !isWord(text, at - 1) || !isWord(text, at + 1);
            case ':' -> text.startsWith("//", at + 1);
            case '.' -> at >= 3 && text.regionMatches(true, at - 3, "www", 0, 3);
            case '-', '+', '=' -> at == 0;
            default -> false;
        };
    }

    private static boolean isWord(String text, int at) {
        return at >= 0 && at < text.length() && Character.isLetterOrDigit(text.charAt(at));
    }

    /**
     * A table with as many rows as fit into so many characters, and a sentence about those that did not.
     *
     * @param header escaped heads; one that ends with a colon stands over a column aligned to the right
     * @param rows escaped cells
     */
    static String table(List<String> header, List<List<String>> rows, int budget) {
        StringBuilder table = new StringBuilder("|");
        StringBuilder rule = new StringBuilder("|");
        for (String head : header) {
            boolean right = head.endsWith(":");
            table.append(' ')
                    .append(right ? head.substring(0, head.length() - 1) : head)
                    .append(" |");
            rule.append(right ? "---:|" : "---|");
        }
        table.append('\n').append(rule).append('\n');
        int shown = 0;
        for (List<String> row : rows) {
            String line = "| " + String.join(" | ", row) + " |\n";
            if (table.length() + line.length() > budget - 60) {
                break;
            }
            table.append(line);
            shown++;
        }
        int hidden = rows.size() - shown;
        return hidden == 0 ? table.toString() : table + "\n" + Sentence.counted(hidden, "more row") + " not shown.\n";
    }

    /** As many paragraphs as fit into so many characters, and a sentence about those that did not. */
    static String paragraphs(List<String> paragraphs, int budget) {
        StringBuilder text = new StringBuilder();
        int shown = 0;
        for (String paragraph : paragraphs) {
            if (text.length() + paragraph.length() > budget - 60) {
                break;
            }
            text.append('\n').append(paragraph).append('\n');
            shown++;
        }
        int hidden = paragraphs.size() - shown;
        return hidden == 0 ? text.toString() : text + "\n" + Sentence.counted(hidden, "more line") + " not shown.\n";
    }
}
