package io.betintel.ev.cli.console;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that is refreshed in place on a terminal: each time as large as the window then is, since
 * a line that wraps or a page that scrolls would leave its remains behind. Any thread may close it.
 */
public final class Screen implements AutoCloseable {
  /** Ends a colour. */
  public static final String PLAIN = "\u001b[0m";

  private static final String CLEAR = "\u001b[2J\u001b[H";
  private static final String HOME = "\u001b[H";
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_REST = "\u001b[J";
  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";

  private final PrintWriter out;
  private boolean shown;
  private boolean closed;

  /**
   * A window's size in characters.
   *
   * @param columns at least 20
   * @param rows at least 5
   */
  public record Size(int columns, int rows) {
    /** Of a terminal that does not say: as if it had no edge. */
    public static final Size UNKNOWN = new Size(10_000, 10_000);

    private static final Pattern STTY = Pattern.compile("(\\d{1,4}) (\\d{1,4})");

    /** From what {@code stty size} prints: rows and columns. */
    static Size parse(String text) {
      Matcher numbers = STTY.matcher(text.strip());
      if (!numbers.matches()) {
        return UNKNOWN;
      }
      int rows = Integer.parseInt(numbers.group(1));
      int columns = Integer.parseInt(numbers.group(2));
      return rows == 0 || columns == 0 // a pseudo-terminal without a size
          ? UNKNOWN
          : new Size(Math.max(20, columns), Math.max(5, rows));
    }
  }

  public Screen(PrintWriter out) {
    this.out = out;
  }

  /** Of the terminal on standard input, now. */
  public static Size size() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return stty.waitFor(2, TimeUnit.SECONDS) ? Size.parse(text) : Size.UNKNOWN;
    } catch (IOException e) {
      return Size.UNKNOWN; // there is no stty
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Size.UNKNOWN;
    }
  }

  /** Replaces what is shown. What does not fit is cut, and said to be. */
  public synchronized void show(List<String> page, Size size) {
    if (closed) {
      return;
    }
    StringBuilder text = new StringBuilder(shown ? HOME : HIDE_CURSOR + CLEAR);
    shown = true;
    List<String> lines = fitting(page, size.rows() - 1);
    for (String line : lines) {
      text.append(cut(line, size.columns())).append(CLEAR_LINE).append('\n');
    }
    out.print(text.append(CLEAR_REST));
    out.flush();
  }

  /** Gives the cursor back, below what is shown. */
  @Override
  public synchronized void close() {
    if (shown && !closed) {
      out.print(SHOW_CURSOR);
      out.flush();
    }
    closed = true;
  }

  private static List<String> fitting(List<String> page, int rows) {
    if (page.size() <= rows) {
      return page;
    }
    List<String> lines = new ArrayList<>(page.subList(0, rows - 1));
    int left = page.size() - lines.size();
    lines.add("... " + left + " more lines: the window is too small");
    return lines;
  }

  /** Escape sequences take no room. */
  private static String cut(String line, int columns) {
    int room = columns;
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '\u001b') {
        i = line.indexOf('m', i);
      } else if (room-- == 0) {
        return line.substring(0, i) + (line.indexOf('\u001b') < 0 ? "" : PLAIN);
      }
    }
    return line;
  }
}
