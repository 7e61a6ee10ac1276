package io.betintel.ev.restructure;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * SQL as PostgreSQL prints it ({@code pg_get_indexdef} and the like), cut into words: a name is
 * replaced where it is a name, and not within a literal.
 */
final class SqlText {
  private static final Pattern WORD =
      Pattern.compile(
          "[Ee]?'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[A-Za-z_\\x80-\\uffff][\\w$\\x80-\\uffff]*|::|\\s+|.",
          Pattern.DOTALL);

  private SqlText() {}

  /** What becomes of a literal of the old type. */
  interface Literals {
    /**
     * @throws IllegalArgumentException if the label has no place in the target
     */
    String label(String label);
  }

  /**
   * Another column in place of a column: in expressions that name columns of one table only, such
   * as an index's.
   *
   * @param from as PostgreSQL prints it, quoted where necessary
   */
  static String column(String sql, String from, String to) {
    List<String> words = words(sql);
    List<String> result = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean name =
          words.get(i).equals(from)
              && !next(words, i).equals("(")
              && !previous(words, i).equals("::")
              && !previous(words, i).equals(".");
      result.add(name ? to : words.get(i));
    }
    return String.join("", result);
  }

  /**
   * Another type in place of a type, and its literals by what they become.
   *
   * @param from as {@code format_type} prints it
   */
  static String type(String sql, String from, String to, Literals literals) {
    List<String> name = words(from);
    List<String> words = words(sql);
    StringBuilder result = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.endsWith("'") && i + 1 < words.size() && isCast(words, i + 1, name)) {
        boolean array = after(words, i + 2 + name.size()).equals("[");
        String text = word.substring(word.indexOf('\'') + 1, word.length() - 1);
        result.append('\'').append(array ? elements(text, literals) : literals.label(text));
        result.append("'::").append(to);
        i += 1 + name.size();
      } else if (isCast(words, i, name)) {
        result.append("::").append(to);
        i += name.size();
      } else {
        result.append(word);
      }
    }
    return result.toString();
  }

  /** Where a word begins that is outside of parentheses and literals; -1 if it is nowhere. */
  static int outside(String sql, String wanted) {
    int depth = 0;
    int place = 0;
    for (String word : words(sql)) {
      if (word.equals("(")) {
        depth++;
      } else if (word.equals(")")) {
        depth--;
      } else if (depth == 0 && word.equals(wanted)) {
        return place;
      }
      place += word.length();
    }
    return -1;
  }

  private static String elements(String text, Literals literals) {
    if (text.length() < 2 || text.contains("\"")) {
      throw new IllegalArgumentException("the array " + text + " is not a list of labels");
    }
    String inner = text.substring(1, text.length() - 1);
    return inner.isEmpty()
        ? text
        : List.of(inner.split(",", -1)).stream()
            .map(literals::label)
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static boolean isCast(List<String> words, int at, List<String> type) {
    return words.get(at).equals("::")
        && at + type.size() < words.size()
        && words.subList(at + 1, at + 1 + type.size()).equals(type);
  }

  private static List<String> words(String sql) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(sql);
    while (word.find()) {
      words.add(word.group());
    }
    return words;
  }

  private static String next(List<String> words, int at) {
    return after(words, at + 1);
  }

  private static String after(List<String> words, int at) {
    return at < words.size() ? words.get(at) : "";
  }

  private static String previous(List<String> words, int at) {
    return at == 0 ? "" : words.get(at - 1);
  }
}
