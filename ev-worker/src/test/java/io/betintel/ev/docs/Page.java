package io.betintel.ev.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Markdown file, as far as these documents use Markdown.
 *
 * @param root the repository's folder
 * @param file relative to it
 */
record Page(Path root, Path file, List<String> lines) {
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("#{1,6} (.*)");

  static Page read(Path root, Path file) throws IOException {
    return new Page(root, root.relativize(file), Files.readAllLines(file));
  }

  /** What is in backticks, within lines. */
  List<Found> spans() {
    List<Found> spans = new ArrayList<>();
    for (Found line : text()) {
      Matcher span = SPAN.matcher(line.text());
      while (span.find()) {
        spans.add(new Found(line.line(), span.group(1).replace("\\|", "|")));
      }
    }
    return spans;
  }

  /** The lines of fenced blocks; one that ends with a backslash is continued by the next. */
  List<Found> blocks() {
    List<Found> blocks = new ArrayList<>();
    boolean fenced = false;
    String begun = "";
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced && line.endsWith("\\")) {
        begun += line.substring(0, line.length() - 1);
      } else if (fenced) {
        blocks.add(new Found(i + 1, begun + line));
        begun = "";
      }
    }
    return blocks;
  }

  /** Where its links and pictures lead. */
  List<Found> links() {
    List<Found> links = new ArrayList<>();
    for (Found line : text()) {
      Matcher link = LINK.matcher(SPAN.matcher(line.text()).replaceAll("code"));
      while (link.find()) {
        links.add(new Found(line.line(), link.group(1)));
      }
    }
    return links;
  }

  /** The anchors of its headings, as GitHub makes them. */
  Set<String> anchors() {
    Set<String> anchors = new TreeSet<>();
    for (Found line : text()) {
      Matcher heading = HEADING.matcher(line.text());
      if (heading.matches()) {
        String anchor =
            LINK.matcher(heading.group(1).strip())
                .replaceAll(link -> Matcher.quoteReplacement(linkText(link.group())))
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
        String unique = anchor;
        for (int again = 1; !anchors.add(unique); again++) {
          unique = anchor + "-" + again;
        }
      }
    }
    return anchors;
  }

  private static String linkText(String link) {
    return link.substring(1, link.indexOf(']'));
  }

  /** The lines outside of fenced blocks. */
  private List<Found> text() {
    List<Found> text = new ArrayList<>();
    boolean fenced = false;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith("```")) {
        fenced = !fenced;
      } else if (!fenced) {
        text.add(new Found(i + 1, lines.get(i)));
      }
    }
    return text;
  }
}
