package io.betintel.ev.api;

import io.javalin.http.Context;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Lets a GET answer HEAD: the server sends its status and headers, and leaves the body out. Javalin
 * would answer 200 for every known path, and nothing about the answer.
 */
public final class HeadAsGet extends Handler.Wrapper {
  private static final String ATTRIBUTE = HeadAsGet.class.getName();

  /** Whether nobody waits for the body: an answer without an end must end. */
  public static boolean isHead(Context request) {
    return request.req().getAttribute(ATTRIBUTE) != null;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!HttpMethod.HEAD.is(request.getMethod())) {
      return super.handle(request, response, callback);
    }
    request.setAttribute(ATTRIBUTE, true);
    return super.handle(new AsGet(request), response, callback);
  }

  private static final class AsGet extends Request.Wrapper {
    AsGet(Request head) {
      super(head);
    }

    @Override
    public String getMethod() {
      return HttpMethod.GET.asString();
    }
  }
}
