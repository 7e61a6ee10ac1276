package io.betintel.ev.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits SQL text into statements, without comments, as far as the lint needs it. */
final class SqlStatements {
  private static final Pattern TOKEN =
      Pattern.compile(
          "--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'|(\\$[A-Za-z_]*\\$).*?\\1|;|[^-/'$;]+|.",
          Pattern.DOTALL);

  private SqlStatements() {}

  /** Each on one line with single spaces, without the semicolon. */
  static List<String> of(String sql) {
    List<String> statements = new ArrayList<>();
    StringBuilder statement = new StringBuilder();
    Matcher token = TOKEN.matcher(sql);
    while (token.find()) {
      String text = token.group();
      if (text.startsWith("--") || text.startsWith("/*")) {
        statement.append(' ');
      } else if (text.equals(";")) {
        add(statements, statement);
      } else {
        statement.append(text);
      }
    }
    add(statements, statement);
    return statements;
  }

  private static void add(List<String> statements, StringBuilder statement) {
    String text = statement.toString().replaceAll("\\s+", " ").strip();
    if (!text.isEmpty()) {
      statements.add(text);
    }
    statement.setLength(0);
  }
}
