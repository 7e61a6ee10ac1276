package io.betintel.ev.docs;

import io.betintel.ev.ops.Setting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whatever is written like a setting is one, or the beginning of one: {@code EV_API_...}. */
final class SettingRule implements Rule {
  private static final Pattern WRITTEN = Pattern.compile("(?<!\\w)EV_[A-Z0-9_]*");

  private final Set<String> keys = new TreeSet<>();

  SettingRule(Collection<Setting<?>> settings) {
    for (Setting<?> setting : settings) {
      keys.add(setting.key());
      if (setting.secret()) {
        keys.add(setting.key() + "_FILE");
      }
    }
  }

  @Override
  public List<Found> problems(Page page) {
    List<Found> problems = new ArrayList<>();
    for (int i = 0; i < page.lines().size(); i++) {
      Matcher written = WRITTEN.matcher(page.lines().get(i));
      while (written.find()) {
        String key = written.group();
        boolean known =
            key.endsWith("_")
                ? keys.stream().anyMatch(each -> each.startsWith(key))
                : keys.contains(key);
        if (!known) {
          problems.add(new Found(i + 1, key + " is not a setting"));
        }
      }
    }
    return problems;
  }
}
