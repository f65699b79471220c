package org.kinora.engine.plugin.lease;

import java.io.IOException;
import java.util.List;
import org.kinora.media.FrameSink;
import org.kinora.media.VideoFormat;
import org.kinora.media.VideoFrame;
import org.kinora.scene.Scene;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.kinora.spi.compose.CompositorSettings;
import org.kinora.spi.compose.Moment;

/** Compositors that are leases. */
public final class LeasedCompositors extends LeasedFactory<CompositorFactory>
    implements CompositorFactory {
  /**
   * Compositors for somebody.
   *
   * @param holder who it is
   */
  public LeasedCompositors(Registration<CompositorFactory> plugin, String holder) {
    super(plugin, holder);
  }

  @Override
  public List<String> unsupported(Scene scene) {
    try {
      return ask(name(), compositors -> List.copyOf(compositors.unsupported(scene)));
    } catch (IOException gone) {
      return List.of(); // creating says it
    }
  }

  @Override
  public Compositor create(CompositorSettings settings) throws IOException {
    return begin(
        name(),
        compositors -> compositors.create(settings),
        (plugin, compositor) -> new Leased(plugin, name(), holder(), compositor));
  }

  private static final class Leased extends Session<Compositor> implements Compositor {
    private final VideoFormat output;

    Leased(Registration<?> plugin, String name, String holder, Compositor compositor) {
      super(plugin, name, holder, compositor);
      output = compositor.output();
    }

    @Override
    void close(Compositor made) throws IOException {
      made.close();
    }

    @Override
    public VideoFormat output() {
      return output;
    }

    @Override
    public void compose(Moment moment, FrameSink sink) throws IOException {
      run(compositor -> compositor.compose(moment, sink));
    }

    @Override
    public void compose(Moment moment, VideoFrame canvas, FrameSink sink) throws IOException {
      run(compositor -> compositor.compose(moment, canvas, sink));
    }
  }
}
