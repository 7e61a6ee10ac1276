package io.betintel.ev.docs;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * In code, a path that begins in the repository's folder exists there, unless the build makes it.
 */
final class PathRule implements Rule {
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w/.:@-])(?:\\./)?((?:[\\w.-]+/)+[\\w.-]*)");

  @Override
  public List<Found> problems(Page page) {
    List<Found> problems = new ArrayList<>();
    Stream.concat(page.spans().stream(), page.blocks().stream())
        .forEach(
            code -> {
              Matcher path = PATH.matcher(code.text());
              while (path.find()) {
                String found = path.group(1).replaceAll("[.]+$", "");
                boolean ours = Files.exists(page.root().resolve(found.split("/", 2)[0]));
                boolean built = found.matches("(.*/)?(target|node_modules)(/.*)?");
                if (ours && !built && !Files.exists(page.root().resolve(found))) {
                  problems.add(new Found(code.line(), found + " does not exist"));
                }
              }
            });
    return problems;
  }
}
