package io.betintel.ev.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A span that is written like a class is one of this repository. On pages about the code that is
 * every CamelCase word; on others, tests and files that end with {@code .java}.
 */
final class ClassRule implements Rule {
  private static final Pattern CAMEL = Pattern.compile("(?:[A-Z][a-z0-9]+){2,}(?:\\.\\w+)*");
  private static final Pattern TEST = Pattern.compile("(?:[A-Z][A-Za-z0-9]+)(?:Test|IT)");
  private static final Pattern JAVA = Pattern.compile("\\w+\\.java");

  private final Set<String> classes;
  private final Set<String> aboutTheCode;
  private final Set<String> others;

  /**
   * @param classes simple names
   * @param aboutTheCode pages
   * @param others names of the JDK and of libraries that these pages use
   */
  ClassRule(Set<String> classes, Set<String> aboutTheCode, Set<String> others) {
    this.classes = classes;
    this.aboutTheCode = aboutTheCode;
    this.others = others;
  }

  @Override
  public List<Found> problems(Page page) {
    boolean code = aboutTheCode.contains(page.file().toString());
    List<Found> problems = new ArrayList<>();
    for (Found span : page.spans()) {
      String text = span.text();
      boolean written =
          TEST.matcher(text).matches()
              || JAVA.matcher(text).matches()
              || (code && CAMEL.matcher(text).matches());
      String name = text.split("\\.", 2)[0];
      if (written && !classes.contains(name) && !others.contains(name)) {
        problems.add(new Found(span.line(), text + " is not a class"));
      }
    }
    return problems;
  }
}
