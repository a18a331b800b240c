// WeChat loads the page that was asked for together with the app.
export {};
