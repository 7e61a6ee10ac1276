package io.betintel.ev.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Relative links lead to files and headings that exist. Other sites are not asked. */
final class LinkRule implements Rule {
  @Override
  public List<Found> problems(Page page) {
    List<Found> problems = new ArrayList<>();
    for (Found link : page.links()) {
      if (link.text().matches("[a-z]+:.*")) {
        continue;
      }
      String[] parts = link.text().split("#", 2);
      Path here = page.root().resolve(page.file());
      Path target = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]).normalize();
      if (!target.startsWith(page.root()) || !Files.exists(target)) {
        problems.add(new Found(link.line(), "link to " + parts[0] + ", which does not exist"));
      } else if (parts.length == 2 && !anchors(page.root(), target).contains(parts[1])) {
        problems.add(
            new Found(link.line(), "link to " + link.text() + ": the page has no such heading"));
      }
    }
    return problems;
  }

  private static Set<String> anchors(Path root, Path target) {
    try {
      return Page.read(root, target).anchors();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
