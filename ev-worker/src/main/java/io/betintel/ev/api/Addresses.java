package io.betintel.ev.api;

import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * From which address a request comes, for shares of it: an IPv6 network of 64 bits counts as one
 * address, since one client has all of it.
 *
 * @param proxies how many proxies in front are ours; what a header says beyond them, anybody may
 *     have written
 */
public record Addresses(int proxies) {
  private static final Pattern V4 = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})(?::\\d+)?");
  private static final Pattern V6 =
      Pattern.compile("\\[?([0-9a-fA-F:]*:[0-9a-fA-F:]*:[0-9a-fA-F:]*)(?:%\\w+)?(?:](?::\\d+)?)?");
  private static final int GROUPS = 8;
  private static final int NETWORK = 4;

  /** As dotted digits, or as the four groups of an IPv6 network. */
  public String of(Context request) {
    return of(
        request.req().getRemoteAddr(),
        Collections.list(request.req().getHeaders("X-Forwarded-For")));
  }

  String of(String connection, List<String> forwarded) {
    List<String> hops = new ArrayList<>();
    for (String header : forwarded) {
      for (String hop : header.split(",", -1)) {
        hops.add(hop.strip());
      }
    }
    // Each proxy adds who called it: the last entry is from the nearest one.
    int index = hops.size() - proxies;
    String network = proxies == 0 || index < 0 ? null : network(hops.get(index));
    if (network == null) {
      network = network(connection);
    }
    return network == null ? connection : network;
  }

  /** Null if it is no address. */
  private static String network(String text) {
    Matcher v4 = V4.matcher(text);
    if (v4.matches()) {
      return v4.group(1);
    }
    Matcher v6 = V6.matcher(text);
    return v6.matches() ? firstGroups(v6.group(1)) : null;
  }

  private static String firstGroups(String address) {
    int gap = address.indexOf("::");
    List<String> groups = new ArrayList<>(groups(gap < 0 ? address : address.substring(0, gap)));
    if (gap >= 0) {
      List<String> last = groups(address.substring(gap + 2));
      while (groups.size() + last.size() < GROUPS) {
        groups.add("0");
      }
      groups.addAll(last);
    }
    StringBuilder network = new StringBuilder();
    for (String group : groups.subList(0, Math.min(NETWORK, groups.size()))) {
      network.append(group.replaceFirst("^0+(?=.)", "").toLowerCase(Locale.ROOT)).append(':');
    }
    return network.append(":/64").toString();
  }

  private static List<String> groups(String part) {
    return part.isEmpty() ? List.of() : List.of(part.split(":", -1));
  }
}
