export const help = `case-comments: add a comment to a patient's case

Usage
  case-comments add CASE_ID --text TEXT --author-email EMAIL
                (--restricted | --visible) (--env NAME | --base-url URL)

The comment
  --text TEXT              what it says; "-" reads it from standard input, where
                           neither ps nor the history of your shell shows it
  --restricted             an internal note, for the care team alone
  --visible                visible to the patient's side as well
  --author-email EMAIL     who wrote it
  --author-first-name NAME
  --author-last-name NAME
  --attach FILE:PHI:WHO    a file, and what it is: PHI is phi or no-phi, WHO is
                           restricted or visible; may be given several times
  --tag EMAIL              an assignee to notify; may be given several times
  --no-webhook             send no webhook for this comment

Where it goes
  --env NAME               production or staging
  --base-url URL           any other address, such as the mock's
  CV_API_KEY               the API key; it is read from here and nowhere else

Other
  --timeout SECONDS        for the whole call; 60 unless told
  --json                   print the outcome as one line of JSON
  --help, --version

Exit codes
  0  created    the comment exists
  1  rejected   the server refused it; it does not exist
  2  usage      the command line is wrong; nothing was sent
  3  not sent   nothing reached the server whole; you can run it again
  4  unknown    the comment may exist; look before you send it again

Example, against the mock (npx case-comments-mock)
  export CV_API_KEY=any-key
  case-comments add 7c0e6f7a-52f4-4c1e-9c41-0f5a4f0a2b11 \\
    --text "The lab report is attached." --visible \\
    --author-email rosa.delgado@clinic.example \\
    --attach lab-report.pdf:phi:visible --base-url http://127.0.0.1:4010
`;
