package io.betintel.ev.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The board for people: one page and its files, all of them in the jar. */
final class PageRoutes implements Routes {
  private static final Map<String, String> TYPES =
      Map.of(
          "board.html", "text/html;charset=utf-8",
          "board.js", "text/javascript;charset=utf-8",
          "lines.js", "text/javascript;charset=utf-8",
          "board.css", "text/css;charset=utf-8",
          "board.svg", "image/svg+xml");

  private final Map<String, byte[]> files = new TreeMap<>();

  PageRoutes() {
    TYPES.keySet().forEach(name -> files.put(name, read(name)));
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/", request -> answer(request, "board.html"));
    routes.get("/board/{file}", request -> answer(request, request.pathParam("file")));
  }

  private void answer(Context request, String name) {
    byte[] content = files.get(name);
    if (content == null) {
      throw Problem.notFound("the board has no such file");
    }
    // A worker of another version may answer next; the files of one version belong together.
    request.contentType(TYPES.get(name)).header("Cache-Control", "no-cache").result(content);
  }

  private static byte[] read(String name) {
    try (InputStream in = PageRoutes.class.getResourceAsStream("board/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " in the jar cannot be read", e);
    }
  }
}
