/* style.css and script.js as the build embeds them, with the SHA-256 of each in hexadecimal. */
#ifndef PAGE_EMBEDDED_H
#define PAGE_EMBEDDED_H

extern const char page_style_css[];
extern const char page_style_css_sha256[];
extern const char page_script_js[];
extern const char page_script_js_sha256[];

#endif
