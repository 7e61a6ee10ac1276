package io.betintel.ev.api;

import io.betintel.ev.bettype.Role;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys file: one key per line, {@code ROLE NAME sha256:HEX}. It holds digests only, so that a
 * reader of the file cannot ask as another caller. A key is 256 random bits, so a digest without
 * salt or work factor is enough, and finding it by a hash table leaks nothing about the key.
 *
 * @param byDigest lower-case hexadecimal digits
 */
record KeyList(Map<String, Caller> byDigest) {
  private static final String PREFIX = "sha256:";
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

  /** What is longer may be a key in the wrong place. */
  private static final Pattern WORD = Pattern.compile("[A-Za-z]{1,12}");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");

  KeyList {
    byDigest = Map.copyOf(byDigest);
  }

  /**
   * @throws BadKeysException naming the line, its field and the remedy; never a digest
   */
  static KeyList parse(List<String> lines) throws BadKeysException {
    Map<String, Caller> callers = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] fields = line.split("\\s+", -1);
      if (fields.length != 3) {
        throw new BadKeysException(
            i + 1, "has " + fields.length + " fields", "ROLE NAME sha256:HEX is accepted");
      }
      Role role = role(i + 1, fields[0]);
      String name = name(i + 1, fields[1]);
      if (!DIGEST.matcher(fields[2]).matches()) {
        throw new BadKeysException(
            i + 1,
            "has no digest",
            "sha256: and 64 lower-case hexadecimal digits are accepted, as ev-worker api-keys new"
                + " prints them");
      }
      if (!names.add(name)) {
        throw new BadKeysException(i + 1, "repeats the name " + name, "give each key its own name");
      }
      String digest = fields[2].substring(PREFIX.length());
      if (callers.put(digest, new Caller(name, role, digest)) != null) {
        throw new BadKeysException(i + 1, "repeats a digest", "give each caller its own key");
      }
    }
    return new KeyList(callers);
  }

  Optional<Caller> find(String key) {
    return Optional.ofNullable(byDigest.get(digest(key)));
  }

  /** Whether the caller's key is in the file with the same name and role. */
  boolean knows(Caller caller) {
    return caller.equals(byDigest.get(caller.digest()));
  }

  /** The line of a key. */
  static String line(Role role, String name, String key) {
    return role.label() + ' ' + name + ' ' + PREFIX + digest(key);
  }

  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  private static Role role(int line, String text) throws BadKeysException {
    try {
      return Role.of(text);
    } catch (IllegalArgumentException e) {
      throw new BadKeysException(
          line,
          "has an unknown role",
          WORD.matcher(text).matches()
              ? e.getMessage()
              : "free, basic, premium, admin are accepted");
    }
  }

  private static String name(int line, String text) throws BadKeysException {
    if (!isName(text)) {
      throw new BadKeysException(
          line, "has an invalid name", "1 to 64 letters, digits and . _ @ - are accepted");
    }
    if (!HiddenKeys.in(text).equals(text)) {
      throw new BadKeysException(
          line,
          "has a key for a name",
          "the file has digests only: replace the key, as it has been written down");
    }
    return text;
  }

  private static String digest(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Why a keys file cannot be used. */
  static final class BadKeysException extends Exception {
    private static final long serialVersionUID = 1L;

    private BadKeysException(int line, String fault, String remedy) {
      super("line " + line + " " + fault + ": " + remedy);
    }
  }
}
