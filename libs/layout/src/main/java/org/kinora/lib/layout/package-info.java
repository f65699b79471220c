/** Where everything of a scene lies, for all compositors alike. */
@NullMarked
package org.kinora.lib.layout;

import org.jspecify.annotations.NullMarked;
