package org.kinora.compose.basic;

import org.kinora.media.Scene;
import org.kinora.media.VideoFormat;
import org.kinora.spi.compose.Compositor;
import org.kinora.spi.compose.CompositorFactory;
import org.osgi.service.component.annotations.Component;

/** Makes basic compositors. */
@Component(property = CompositorFactory.COMPOSITOR + "=basic")
public final class BasicCompositorFactory implements CompositorFactory {
  @Override
  public Compositor create(Scene scene, VideoFormat source) {
    return new BasicCompositor(scene, source);
  }
}
